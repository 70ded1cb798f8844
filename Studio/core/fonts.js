// Which fonts a document needs, and fetching them once. Every document has two, of one family; Arabic, Hebrew and the Swiss
// payment part bring their own.

import { given } from './given.js'

const loaded = new Set()
const decoder = new TextDecoder()

const NEEDS = [
  [/[\u0590-\u05ff\ufb1d-\ufb4f]|"language":"he/, ['regular.hebrew', 'bold.hebrew']],
  [/[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]|"language":"ar/, ['regular.arabic', 'bold.arabic']],
  [/"qr":"swiss"/, ['swiss.regular', 'swiss.bold']],
]

/** Nearly every document has these: they are fetched while the core is compiled. What fails is fetched again when it is needed. */
const early = new Map(['regular', 'bold'].map((role) => [role, fetchFont(role).catch(() => undefined)]))

export function rolesOf(request) {
  const text = decoder.decode(request)
  const family = text.includes('"font":"serif"') ? 'serif.' : ''
  const needed = ['regular', 'bold', ...NEEDS.filter(([pattern]) => pattern.test(text)).flatMap(([, roles]) => roles)]
  return needed.map((role) => (role.startsWith('swiss.') ? role : family + role))
}

/** @param add takes the role, a zero byte and the font */
export async function loadFonts(roles, add) {
  const missing = roles.filter((role) => !loaded.has(role))
  const fonts = await Promise.all(missing.map(async (role) => await early.get(role) ?? fetchFont(role)))
  missing.forEach((role, index) => {
    if (loaded.has(role)) return
    const name = new TextEncoder().encode(`${role}\0`)
    const request = new Uint8Array(name.length + fonts[index].length)
    request.set(name)
    request.set(fonts[index], name.length)
    add(request)
    loaded.add(role)
    early.delete(role)
  })
}

/** The server has another version of Studio by now. */
export class Outdated extends Error {}

async function fetchFont(role) {
  const bytes = await given(role)
  if (bytes) return new Uint8Array(bytes)
  const answer = await fetch(new URL(`../fonts/${role}.ttf`, import.meta.url))
  if (answer.status === 404) throw new Outdated('This tab is of an earlier version of Studio. Reload it; what you wrote is saved.')
  if (!answer.ok) throw new Error('A font of this document could not be loaded. It is needed once while there is a network.')
  return new Uint8Array(await answer.arrayBuffer())
}
