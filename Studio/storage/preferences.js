// What the person prefers: numbering, days to pay, what the last documents looked like.

import { done, transaction } from './database.js'

export const read = async (name, otherwise) =>
  (await transaction(['preferences'], 'readonly', (preferences) => done(preferences.get(name))))?.value ?? otherwise

export const write = (name, value) =>
  transaction(['preferences'], 'readwrite', (preferences) => done(preferences.put({ name, value })))

export const all = () => transaction(['preferences'], 'readonly', (preferences) => done(preferences.getAll()))

export const merge = (entries) => transaction(['preferences'], 'readwrite', async (preferences) => {
  for (const entry of entries) await done(preferences.put(entry))
})
