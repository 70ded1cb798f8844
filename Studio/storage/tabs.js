// Tabs of this browser among each other: one tab at a time edits a document, and all hear of what changes.

const channel = new BroadcastChannel('freehold-studio')
const listeners = new Set()
channel.onmessage = ({ data }) => { for (const listener of listeners) listener(data) }

export const announce = (event) => channel.postMessage(event)
export const listen = (listener) => { listeners.add(listener) }

/**
 * Tries to become the one tab that edits `id`.
 * @returns a function that lets go, or undefined when another tab has it; with `take` that tab loses it and `lost` is
 *   called there.
 */
export function hold(id, { take = false, lost = () => {} } = {}) {
  return new Promise((resolve) => {
    let release
    const held = new Promise((ended) => { release = ended })
    const options = take ? { steal: true } : { ifAvailable: true }
    navigator.locks.request(`freehold-studio ${id}`, options, (lock) => {
      if (!lock) return resolve(undefined)
      resolve(release)
      return held
    }).catch(lost)
  })
}

/** Runs `work` while no other tab does the same. */
export const alone = (name, work) => navigator.locks.request(`freehold-studio ${name}`, work)
