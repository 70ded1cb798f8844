// What a person meets when he downloads: nothing where there is a credit or nobody is signed in (the page beside the form
// shows the line then), and a question where there is none, or no network.

import { ask } from '../dialogs.js'
import { h } from '../dom.js'
import { NotReached, Refused } from './wire.js'

/**
 * @param make (marked) → bytes @param give takes them
 * @returns 'plain', 'marked', or nothing where the person decided against it
 */
export async function downloadWith(credits, document, number, make, give) {
  let failure
  for (let turn = 0; ; turn++) {
    const way = await decided(credits, failure ?? await credits.way(document, number))
    failure = undefined
    if (way === 'plain') {
      try {
        await credits.pay(document, number, () => make(false), give)
        return way
      } catch (error) {
        // Between the look and the wish something changed; the person decides anew.
        failure = wayAfter(error, turn)
      }
    } else if (way === 'marked') {
      give(await make(true))
      return way
    } else if (way !== 'again') return undefined
  }
}

function wayAfter(error, turn) {
  if (error instanceof NotReached) return 'offline'
  if (!(error instanceof Refused) || turn === 3) throw error
  return { no_credits: 'empty', too_many_requests: 'bounded' }[error.code]
}

/** `way`, or what the person chooses instead where it leads no further. */
async function decided(credits, way) {
  switch (way) {
    case 'empty': return await marked('No credit is left', heldAbout(credits.said))
    case 'bounded': return await marked('Too many unfinished downloads', 'Today many downloads were begun and not finished. Tomorrow there are credits for you again.')
    case 'offline': return offline(credits)
    default: return way
  }
}

const heldAbout = (said) => (said?.held
  ? `${said.held === 1 ? 'One credit is' : `${said.held} credits are`} held for a download that was not finished, and back within ten minutes.`
  : 'Your account has no more credits.')

async function marked(title, about) {
  const done = await ask({
    title, action: 'Download with the line', about: [about, 'The document can be downloaded with a small line at its foot: “Made with Freehold Studio”, in its language.'],
    act: async () => {},
  })
  return done ? 'marked' : undefined
}

/** 'again' once the network is there, 'marked', or nothing. */
async function offline(credits) {
  let how
  const done = await ask({
    title: navigator.onLine ? 'The server does not answer' : 'No network', action: 'Go on', about: ['A download costs a credit, and the server that keeps them does not answer.'],
    fields: [choice('wait', 'Wait for it', 'The document is downloaded by itself then, as long as this tab is open.', true),
      choice('marked', 'Download it now, with the line', 'A small “Made with Freehold Studio” at its foot, in the document’s language.')],
    act: async (form) => { how = form.get('how') },
  })
  if (!done) return undefined
  if (how === 'marked') return how
  return await network(credits) ? 'again' : undefined
}

function choice(value, title, about, checked = false) {
  return h('label', { class: 'choice' }, h('input', { type: 'radio', name: 'how', value, checked }), h('span', {}, title, h('small', {}, about)))
}

/** @returns whether it came; not, when the person gave up */
function network(credits) {
  return new Promise((resolve) => {
    const look = async () => { if (navigator.onLine && await credits.refresh()) end(true) }
    const timer = setInterval(look, 10_000)
    addEventListener('online', look)
    function end(came) {
      clearInterval(timer)
      removeEventListener('online', look)
      credits.waiting = undefined
      credits.changed()
      resolve(came)
    }
    // One download waits at a time.
    credits.waiting?.()
    credits.waiting = () => end(false)
    credits.changed()
  })
}
