// What this device remembers of its wishes to download, and of what each became:
//   asked   written before the server hears of the wish, so that a lost answer is asked for again and not paid twice
//   held    the server holds a credit for it, for ten minutes
//   taken   the PDF is made and handed to the browser; the server has still to hear of it
//   spent   the server has heard
// The same invoice (the same document under the same number, whatever was corrected in it) costs nothing more for 30 days.
// None of this is part of a backup.

import { done, isFull, transaction } from '../storage/database.js'

const FREE = 30 * 86_400_000
/** A permit's ten minutes, less what clocks and networks may differ by. */
const HELD = 9 * 60_000

const isOver = (wish) => wish.state === 'taken' || wish.state === 'spent'

/** Everything that is remembered; what is too old is forgotten. */
export const all = (now = Date.now()) => transaction(['permits'], 'readwrite', async (permits) => {
  const kept = []
  for (const wish of await done(permits.getAll())) {
    if (now - wish.at < FREE) kept.push(wish)
    else await done(permits.delete(wish.key))
  }
  return kept
})

/** What is paid for here. */
export const paid = async () => (await all()).filter(isOver)

export const isPaid = async (document, number) => (await paid()).some((wish) => wish.document === document && wish.number === number)

/** The wish that is under way for this invoice. */
export const underWay = async (document, number, now = Date.now()) => (await all())
  .find((wish) => wish.document === document && wish.number === number && !isOver(wish) && now - wish.at < HELD)

/** The wish that is under way, or a new one, which is on disk before anybody hears of it. */
export async function wish(document, number) {
  const open = await underWay(document, number)
  return open ?? await note({ key: crypto.randomUUID(), document, number, at: Date.now() }, 'asked')
}

/** A browser that has no more room remembers nothing, and makes the PDF all the same. */
export async function note(wish, state, permit = wish.permit) {
  const next = { ...wish, state, permit }
  try {
    await transaction(['permits'], 'readwrite', (permits) => done(permits.put(next)))
  } catch (error) {
    if (!isFull(error)) throw error
  }
  return next
}

export const forget = (wish) => transaction(['permits'], 'readwrite', (permits) => done(permits.delete(wish.key)))

/** Whether somebody was signed in here when the server was last heard. */
export const wasSignedIn = async () =>
  (await transaction(['device'], 'readonly', (device) => done(device.get('signedIn'))))?.value ?? false

export async function noteSignedIn(value) {
  try {
    await transaction(['device'], 'readwrite', (device) => done(device.put({ name: 'signedIn', value })))
  } catch (error) {
    if (!isFull(error)) throw error
  }
}
