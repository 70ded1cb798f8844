// What the core says, in the person's own language: a table of sentences for each language but English, fetched when it is
// needed. `{}` stands for what the core puts into a sentence; words that it puts there have entries of their own.

import { locale } from '../document/numbers.js'

const LANGUAGES = ['ar', 'de', 'es', 'fr', 'he', 'it', 'nl', 'pl', 'pt']
const own = LANGUAGES.find((one) => locale.toLowerCase().split('-')[0] === one)

let table = {}
let patterns = []

/** The language in which findings are said. */
export let language = 'en'

export async function loadTexts() {
  if (!own) return
  const address = new URL(`./findings.${own}.json`, import.meta.url)
  try {
    const answer = await fetch(address)
    if (!answer.ok) return
    take(await answer.json())
    language = own
    keepOnceThereIsAWorker(address)
  } catch (error) {
    // Without a network what the core says stays English; everything else works.
    if (!(error instanceof TypeError)) throw error
  }
}

/** At the first visit the table was here before the service worker that keeps files: it is asked for once more then. */
function keepOnceThereIsAWorker(address) {
  if (navigator.serviceWorker?.controller) return
  navigator.serviceWorker?.addEventListener('controllerchange', () => fetch(address).catch((error) => { if (!(error instanceof TypeError)) throw error }), { once: true })
}

export function take(sentences) {
  table = sentences
  patterns = Object.keys(sentences).filter((one) => one.includes('{}'))
    .map((one) => [new RegExp(`^${one.split('{}').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('(.+?)')}$`, 's'), sentences[one]])
}

/** A sentence of the core as this person reads it; English where there is no other. */
export function say(sentence) {
  if (table[sentence]) return table[sentence]
  for (const [pattern, wording] of patterns) {
    const match = pattern.exec(sentence)
    if (!match) continue
    let next = 1
    return wording.replaceAll('{}', () => say(match[next++]))
  }
  return sentence
}
