// What a download costs here, and the way from the wish to the file: ask, hold, make, hand over, say so. Whatever breaks in
// between, nobody pays twice and no file is lost: a held credit comes back by itself, and what was paid is remembered.

import * as memory from './memory.js'
import { NotReached, Refused, hold, spend, state } from './wire.js'
import { alone, announce } from '../storage/tabs.js'

export class Credits extends EventTarget {
  /** What the server said last: `{ signed_in, available, held, token }`; nothing while it does not answer. */
  said
  /** What a download that waits for the network is told to give up by. */
  waiting
  #wasSignedIn = false
  #isOver = false
  #paid = new Set()

  /** @param isOn whether downloads cost anything at this installation; where they do not, the server is never asked */
  constructor(isOn) {
    super()
    this.isOn = isOn
  }

  /** What is remembered here: enough to draw the first page by. */
  async recall() {
    if (!this.isOn) return
    this.#wasSignedIn = await memory.wasSignedIn()
    await this.#remember()
  }

  /** What the server says, now and whenever it may say something else. */
  async start() {
    if (!this.isOn) return
    addEventListener('online', () => this.refresh())
    // Back from signing in elsewhere.
    document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible' && this.said?.signed_in === false) this.refresh() })
    if (navigator.onLine) await this.refresh()
    else this.changed()
  }

  /** Everything here was cleared: nothing is asked, and above all nothing kept, any more. */
  end() {
    this.#isOver = true
    this.said = undefined
    this.changed()
  }

  /** Asks the server anew, and tells it what it has not heard. @returns whether it answered */
  async refresh() {
    if (this.#isOver) return false
    let said
    try {
      said = await state()
    } catch (error) {
      if (!(error instanceof NotReached || error instanceof Refused)) throw error
    }
    if (this.#isOver) return false
    this.said = said
    if (this.said && this.said.signed_in !== this.#wasSignedIn) {
      this.#wasSignedIn = this.said.signed_in
      await memory.noteSignedIn(this.#wasSignedIn)
    }
    await this.#settle()
    this.changed()
    return this.said !== undefined
  }

  /** Whether a download would carry the line at its foot as things stand: what the page beside the form shows. */
  marks(document, number) {
    if (!this.isOn || this.#paid.has(`${document} ${number}`)) return false
    return this.said ? !this.said.signed_in || this.said.available === 0 : !this.#wasSignedIn
  }

  /**
   * How this invoice can be downloaded now: `plain`; `marked`, as nobody is signed in; `empty`, as no credit is left;
   * `offline`, as somebody is signed in but the server does not answer.
   */
  async way(document, number) {
    if (!this.isOn || await memory.isPaid(document, number)) return 'plain'
    if (!await this.refresh()) return this.#wasSignedIn ? 'offline' : 'marked'
    if (!this.said.signed_in) return 'marked'
    return this.said.available > 0 || await memory.underWay(document, number) ? 'plain' : 'empty'
  }

  /**
   * Makes and hands over the invoice for a credit, or for none where it is paid. One tab at a time does so for a document.
   * @param make → bytes @param give takes them; called once
   */
  async pay(document, number, make, give) {
    if (!this.isOn) return give(await make())
    await alone(`download ${document}`, async () => {
      if (await memory.isPaid(document, number)) return give(await make())
      const wish = await this.#hold(document, number)
      const bytes = await make()
      // Before the browser has them: who closes it just now finds the same invoice free.
      await memory.note(wish, wish.state === 'spent' ? 'spent' : 'taken')
      give(bytes)
    })
    await this.#settle()
    await this.#remember()
    this.changed()
    announce({ kind: 'paid' })
  }

  /** Another tab has paid for something. */
  async heard() {
    if (this.#isOver) return
    await this.#remember()
    await this.refresh()
  }

  changed() { this.dispatchEvent(new Event('change')) }

  /** A wish that the server has a permit for. A permit whose time was over is followed by a new wish. */
  async #hold(document, number) {
    for (let turn = 0; turn < 2; turn++) {
      const wish = await memory.wish(document, number)
      const permit = await this.#asked(wish)
      this.#take(permit)
      if (permit.state !== 'returned') return memory.note(wish, permit.state, permit.permit)
      await memory.forget(wish)
    }
    throw new NotReached('The permits of this device end at once.')
  }

  /** Asks again where the answer was lost: the wish's key makes it one wish. */
  async #asked(wish) {
    for (let turn = 0; ; turn++) {
      try {
        return await hold(wish.key, this.said?.token ?? '')
      } catch (error) {
        // Another session by now than the one whose token is known.
        const isStale = error instanceof Refused && (error.status === 401 || error.status === 403)
        // Other tabs of the same person ask at the same time.
        const isCrowded = error instanceof Refused && error.status === 429 && error.after <= 5
        if (turn === 2 || !(isStale || isCrowded || error instanceof NotReached)) throw error
        if (isCrowded) await new Promise((resolve) => setTimeout(resolve, error.after * 1000 * Math.random()))
        if (isStale && !(await this.refresh() && this.said.signed_in)) throw error
      }
    }
  }

  /** Says of every PDF that was handed over that its permit is spent; what is not heard is said again later. */
  async #settle() {
    if (!this.said?.signed_in) return
    for (const wish of await memory.all()) if (wish.state === 'taken' && (this.#isOver || !await this.#told(wish))) return
  }

  /** @returns whether the server answers */
  async #told(wish) {
    try {
      this.#take(await spend(wish.permit, this.said.token))
      await memory.note(wish, 'spent')
    } catch (error) {
      if (error instanceof NotReached) return false
      if (!(error instanceof Refused)) throw error
      // Said too late, and without a credit to pay with: neither side counts it as paid. Any other refusal is of a moment
      // (another person is signed in): it is said again at the next look.
      if (error.code === 'no_credits') await memory.forget(wish)
    }
    return true
  }

  async #remember() { this.#paid = new Set((await memory.paid()).map((wish) => `${wish.document} ${wish.number}`)) }
  #take({ available, held }) { this.said = { ...this.said, available, held } }
}
