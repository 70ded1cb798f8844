// Documents on this device. A record carries a version that rises with each save: who saves over a version that he has
// not seen is refused, so that two tabs never overwrite each other.

import { done, transaction } from './database.js'

export class Conflict extends Error {
  constructor(stored) {
    super('This document was changed in another tab.')
    this.stored = stored
  }
}

export const all = () => transaction(['documents'], 'readonly', (documents) => done(documents.getAll()))
export const find = (id) => transaction(['documents'], 'readonly', (documents) => done(documents.get(id)))

export const newestFirst = async () => (await all()).sort((a, b) => b.changed - a.changed)

export const newest = () => transaction(['documents'], 'readonly', async (documents) => {
  const cursor = await done(documents.index('changed').openCursor(null, 'prev'))
  return cursor?.value
})

/** Saves `record` over the version that it carries; returns it with its next one. */
export const save = async (record) => (await saveAll([record]))[0]

/** The same for several: all of them, or none. */
export const saveAll = (records) => transaction(['documents'], 'readwrite', async (documents) => {
  const written = []
  for (const record of records) {
    const stored = await done(documents.get(record.id))
    if ((stored?.version ?? 0) !== record.version) throw new Conflict(stored)
    const next = { ...record, version: record.version + 1, changed: Date.now() }
    await done(documents.put(next))
    written.push(next)
  }
  return written
})

export const remove = (id) => transaction(['documents'], 'readwrite', (documents) => done(documents.delete(id)))

/** Takes in records of a backup: new ones, and those that are newer than what is here. Returns how many. */
export const merge = (records) => transaction(['documents'], 'readwrite', async (documents) => {
  let taken = 0
  for (const record of records) {
    const stored = await done(documents.get(record.id))
    if (stored && stored.changed >= record.changed) continue
    await done(documents.put({ ...record, version: Math.max(record.version, stored?.version ?? 0) + 1 }))
    taken += 1
  }
  return taken
})
