// The rows of a list of lines. A few are all drawn; of many only those near the screen are, and the others stand there by
// their name until somebody comes near, so that a thousand lines open and change as fast as ten.

import { h } from '../dom.js'

/** Up to here every row is drawn at once. */
const ALL = 40
/** Rows behind a change that are drawn at once: a screen holds fewer. */
const NEAR = 16

export class Rows {
  #list
  #fill
  #plain
  #rename
  #after
  #height = 0
  #observer = new IntersectionObserver((entries) => this.#saw(entries), { rootMargin: '100% 0px' })

  /** @param fill (index) → the children of a row; @param plain (index) → the same for a row that is far; @param rename (row,
   *  index) → gives a far row another number; @param after called when rows were drawn, with them */
  constructor(list, { fill, plain, rename, after }) {
    this.#list = list
    this.#fill = fill
    this.#plain = plain
    this.#rename = rename
    this.#after = after
  }

  draw(count) {
    this.#observer.disconnect()
    this.#list.replaceChildren()
    this.splice(0, 0, count)
  }

  /** Takes `removed` rows away at `at` and puts `added` there; those behind get their new numbers. */
  splice(at, removed, added) {
    for (let row = 0; row < removed; row++) {
      this.#observer.unobserve(this.#list.children[at])
      this.#list.children[at].remove()
    }
    const behind = this.#list.children[at] ?? null
    for (let row = 0; row < added; row++) this.#list.insertBefore(h('li', { class: 'line' }), behind)
    this.show(at, removed === added ? at + added : this.#list.childElementCount)
  }

  /** Draws the rows from `from` to before `to` anew. */
  show(from, to) {
    const rows = [...this.#list.children].slice(from, to)
    const near = this.#list.childElementCount > ALL ? NEAR : ALL
    rows.forEach((row, place) => {
      row.dataset.index = from + place
      if (place < near) this.#draw(row)
      else this.#leave(row)
    })
    this.#after(rows.slice(0, near))
  }

  /** The row, drawn. */
  reveal(index) {
    const row = this.#list.children[index]
    if (row && row.dataset.drawn === undefined) {
      this.#draw(row)
      this.#after([row])
    }
    return row
  }

  #draw(row) {
    const open = row.querySelector('details.more[open]') !== null
    row.dataset.drawn = ''
    row.style.minHeight = ''
    row.replaceChildren(...this.#fill(Number(row.dataset.index)))
    if (open) row.querySelector('details.more').open = true
    this.#observer.unobserve(row)
  }

  #leave(row) {
    // One that is far already only gets its new number.
    if (row.dataset.drawn === undefined && row.firstChild) return this.#rename(row, Number(row.dataset.index))
    this.#height ||= this.#list.firstElementChild.getBoundingClientRect().height
    delete row.dataset.drawn
    row.style.minHeight = `${this.#height}px`
    row.replaceChildren(...this.#plain(Number(row.dataset.index)))
    this.#observer.observe(row)
  }

  #saw(entries) {
    const rows = entries.filter(({ isIntersecting, target }) => isIntersecting && target.isConnected && target.dataset.drawn === undefined).map(({ target }) => target)
    for (const row of rows) this.#draw(row)
    if (rows.length) this.#after(rows)
  }
}
