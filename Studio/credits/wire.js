// All that Studio ever says to a server: how many credits are there, hold one, it is spent. No request has a body, and
// nothing of a document is in any of them: a wish's key and a permit's id are random.

/** The server did not answer: nobody knows whether it heard. */
export class NotReached extends Error {}

/** The server understood and said no; `code` is one of its problem codes. */
export class Refused extends Error {
  constructor(status, { problem, title }, after) {
    super(title ?? 'The server refused.')
    this.status = status
    /** After so many seconds it may be asked again. */
    this.after = after
    this.code = problem
  }
}

async function say(method, path, headers = {}) {
  let answer, said
  try {
    answer = await fetch(path, { method, headers: { Accept: 'application/json', ...headers }, cache: 'no-store', redirect: 'error', keepalive: method === 'PUT' })
    said = await answer.json()
  } catch (error) {
    throw new NotReached(error.message)
  }
  if (answer.status >= 500) throw new NotReached(said.title)
  if (!answer.ok) throw new Refused(answer.status, said, Number(answer.headers.get('Retry-After') ?? Infinity))
  return said
}

/** `{ signed_in, available, held, token }` */
export const state = () => say('GET', '/permits')

/** Holds a credit for the wish `key`; asked again for the same one, the same permit answers: `{ permit, state, available, held }`. */
export const hold = (key, token) => say('POST', '/permits', { 'Idempotency-Key': key, 'X-CSRF-Token': token })

export const spend = (permit, token) => say('PUT', `/permits/${permit}/spent`, { 'X-CSRF-Token': token })
