// Sellers, customers and products that were written before, to be picked instead of typed. One entry for each name.

import { done, isFull, transaction } from './database.js'

const keyOf = (name) => name.trim().toLocaleLowerCase()

/** @param kind 'seller', 'customer' or 'product' */
export const list = (kind) => transaction(['catalog'], 'readonly', (catalog) =>
  done(catalog.getAll(IDBKeyRange.bound([kind], [kind, []]))))

export const all = () => transaction(['catalog'], 'readonly', (catalog) => done(catalog.getAll()))

/** @param habits what goes with the name without standing in its place on a document, such as the language; what is kept of them stays */
export async function keep(kind, name, value, habits = {}) {
  if (!name?.trim()) return
  await whereThereIsRoom(async (catalog) => {
    const stored = await done(catalog.get([kind, keyOf(name)]))
    await done(catalog.put({ kind, key: keyOf(name), name: name.trim(), value, habits: { ...habits, ...stored?.habits }, used: Date.now() }))
  })
}

/** Of a name that is kept already. */
export const keepHabit = (kind, name, habit) => whereThereIsRoom(async (catalog) => {
  const stored = name?.trim() && await done(catalog.get([kind, keyOf(name)]))
  if (stored) await done(catalog.put({ ...stored, habits: { ...stored.habits, ...habit } }))
})

/** A browser that has no more room keeps no names; of its documents it is told. */
async function whereThereIsRoom(work) {
  try {
    await transaction(['catalog'], 'readwrite', work)
  } catch (error) {
    if (!isFull(error)) throw error
  }
}

export const forget = (kind, key) => transaction(['catalog'], 'readwrite', (catalog) => done(catalog.delete([kind, key])))

export const merge = (entries) => transaction(['catalog'], 'readwrite', async (catalog) => {
  for (const entry of entries) await done(catalog.put(entry))
})

/** Those whose name, or a word of it, begins with `text`; the last used first. */
export async function matching(kind, text) {
  const wanted = keyOf(text)
  const entries = await list(kind)
  return entries
    .filter((entry) => entry.key.startsWith(wanted) || entry.key.split(/\s+/).some((word) => word.startsWith(wanted)))
    .sort((a, b) => b.used - a.used)
    .slice(0, 8)
}
