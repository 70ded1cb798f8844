// What can be taken back. Typing in one field is one step.

const SAME_STEP = 1200
const LIMIT = 500

export class Undo {
  #past = []
  #future = []

  get canUndo() { return this.#past.length > 0 }
  get canRedo() { return this.#future.length > 0 }

  /** `before` is what stood there; `where` names the field that changes. */
  record(before, where, now = Date.now()) {
    const last = this.#past.at(-1)
    this.#future = []
    if (last && where && last.where === where && now - last.time < SAME_STEP) {
      last.time = now
      return
    }
    this.#past.push({ invoice: before, where, time: now })
    if (this.#past.length > LIMIT) this.#past.shift()
  }

  undo(current) { return this.#move(this.#past, this.#future, current) }
  redo(current) { return this.#move(this.#future, this.#past, current) }

  #move(from, to, current) {
    const step = from.pop()
    if (!step) return undefined
    to.push({ invoice: current, where: step.where, time: 0 })
    return step.invoice
  }
}
