// The lines of the invoice, made for the keyboard: Enter adds one, Alt with an arrow moves it, Alt+Delete removes it. What
// changes is drawn anew, and nothing else: the keyboard and the page stay where they are.

import { button, h, tell } from '../dom.js'
import { blankLine } from '../document/document.js'
import { money, plain } from '../document/numbers.js'
import { choices, taxesOf, usualReason } from '../document/taxes.js'
import { keep, matching } from '../storage/catalog.js'
import { rowsOf } from '../files/csv.js'
import { noteFor } from './fields.js'
import { lineFields, lineName, renameLine } from './line.js'
import { Rows } from './rows.js'

export class Lines {
  /** @param redraw (path) → draws the whole form, and in it what `path` is in; @param drawn (rows) → fills rows that were drawn with what the invoice says */
  constructor(session, more, { redraw, drawn }) {
    this.session = session
    this.more = more
    this.redraw = redraw
    this.vat = choices(session.get('seller.address.country'))
    this.list = h('ol', { class: 'lines' })
    this.rows = new Rows(this.list, {
      fill: (index) => lineFields(index, this), plain: (index) => lineName(index, this), rename: (row, index) => renameLine(row, index, this),
      after: (rows) => { drawn(rows); this.showAmounts(session.report?.totals, rows) },
    })
    this.element = h('section', { class: 'line-section', 'aria-labelledby': 'lines-title' }, h('h2', { id: 'lines-title' }, 'Lines'), noteFor('lines'), this.list,
      h('div', { class: 'line-end' }, button('Add a line', () => this.add(this.count), { class: 'plain' }),
        h('p', { class: 'hint keys' }, h('kbd', {}, 'Enter'), ' adds a line, ', h('kbd', {}, 'Alt ↑ ↓'), ' moves it, ', h('kbd', {}, 'Alt Delete'), ' removes it.')))
    this.list.addEventListener('keydown', (event) => this.#key(event))
    this.list.addEventListener('paste', (event) => this.#paste(event))
    this.list.addEventListener('focusout', (event) => this.#keepProduct(event))
  }

  get lines() { return this.session.get('lines') ?? [] }
  get count() { return this.lines.length }

  /** Once its element is in the page: rows are measured. */
  draw() { this.rows.draw(this.count) }

  /** Draws the line that `path` is in, if it is in one. */
  reveal(path) {
    const index = /^lines\[(\d+)\]/.exec(path ?? '')?.[1]
    if (index !== undefined) this.rows.reveal(Number(index))
  }

  chooseTax(index, select) {
    if (select.value === 'as-is') return
    const fold = this.list.children[index].querySelector('details.more')
    if (select.value === 'other') {
      fold.open = true
      requestAnimationFrame(() => (fold.querySelector('[data-list$="].taxes"] :is(input, select)') ?? fold.querySelector('[data-list$="].taxes"] .add'))?.focus())
      return
    }
    const { invoice } = this.session
    const lines = [...this.lines]
    lines[index] = { ...lines[index], taxes: taxesOf(select.value) }
    const needsReason = select.value.startsWith('E:') && !invoice.exemptions?.some((one) => (one.category ?? 'E') === 'E')
    const exemptions = needsReason ? { exemptions: [...(invoice.exemptions ?? []), { reason: usualReason(this.session.get('look.language')) }] } : {}
    this.session.replace({ ...invoice, lines, ...exemptions })
    if (needsReason) this.redraw(`lines[${index}]`)
    else if (fold.open) this.rows.show(index, index + 1)
    document.querySelector(`[data-tax="${index}"]`)?.focus()
  }

  // Changing the list

  #change(at, removed, added) {
    const lines = [...this.lines]
    lines.splice(at, removed, ...added)
    this.session.replace({ ...this.session.invoice, lines })
    this.rows.splice(at, removed, added.length)
  }

  #focus(index) {
    const name = this.rows.reveal(index)?.querySelector('[data-path$=".name"]')
    name?.focus({ preventScroll: true })
    name?.scrollIntoView({ block: 'nearest' })
  }

  add(at) {
    if (this.session.isReadOnly) return
    const before = this.lines[at - 1]
    this.#change(at, 0, [{ ...blankLine(this.session.get('seller')), ...(before?.taxes ? { taxes: before.taxes } : {}), ...(before?.unit ? { unit: before.unit } : {}) }])
    this.#focus(at)
  }

  remove(index) {
    if (this.session.isReadOnly) return
    const line = this.lines[index]
    this.#change(index, 1, this.count > 1 ? [] : [blankLine(this.session.get('seller'))])
    this.#focus(Math.min(index, this.count - 1))
    if (line.name || line.price) tell(`Line ${index + 1} is removed.`, { title: 'Put it back', run: () => this.#putBack(index, line) })
  }

  #putBack(index, line) {
    const only = this.lines[0]
    const isBlank = this.count === 1 && !only.name && !only.price
    this.#change(isBlank ? 0 : Math.min(index, this.count), isBlank ? 1 : 0, [line])
    this.#focus(index)
  }

  move(index, by) {
    const to = index + by
    if (to < 0 || to >= this.count) return
    const [first, second] = [Math.min(index, to), Math.max(index, to)]
    this.#change(first, 2, [this.lines[second], this.lines[first]])
    this.#focus(to)
  }

  #key(event) {
    const row = event.target.closest('.line')
    if (!row || this.session.isReadOnly || event.target.closest('details')) return
    const index = Number(row.dataset.index)
    if (event.key === 'Enter' && event.target.matches('input')) this.add(index + 1)
    else if (event.altKey && event.key === 'ArrowUp') this.move(index, -1)
    else if (event.altKey && event.key === 'ArrowDown') this.move(index, 1)
    else if (event.altKey && event.key === 'Delete') this.remove(index)
    else return
    event.preventDefault()
  }

  /** Cells of a spreadsheet: name, quantity, price. */
  #paste(event) {
    const text = event.clipboardData.getData('text/plain')
    const index = Number(event.target.closest('.line')?.dataset.index)
    if (!event.target.matches('[data-path$=".name"]') || !/\t|\n./.test(text.trim())) return
    event.preventDefault()
    const line = this.lines[index]
    const pasted = rowsOf(text, '\t').map((cells) => lineOf(cells, line))
    this.#change(index, 1, line.name ? [line, ...pasted] : pasted)
    this.#focus(index)
  }

  // Products

  async products(text) {
    const entries = await matching('product', text)
    return entries.map(({ name, value }) => ({ name, value, about: value.price ? money(value.price, this.session.get('currency')) : '' }))
  }

  pick(index, entry) {
    const line = this.lines[index]
    this.#change(index, 1, [{ ...line, ...entry.value, quantity: line.quantity ?? '1' }])
    this.#focus(index)
  }

  #keepProduct({ target, relatedTarget }) {
    const row = target.closest('.line')
    const line = this.lines[Number(row?.dataset.index)]
    if (!row || row.contains(relatedTarget) || !line?.name || !line.price) return
    const { name, description, unit, price, taxes } = line
    keep('product', name, JSON.parse(JSON.stringify({ name, description, unit, price, taxes })))
  }

  /** In all rows, or in those that were just drawn. */
  showAmounts(totals, rows = [this.list]) {
    const currency = this.session.get('currency')
    for (const row of rows) for (const output of row.querySelectorAll('[data-net]')) output.textContent = money(totals?.nets[output.dataset.net], currency)
  }
}

function lineOf([name, quantity, price], like) {
  const line = { name: name?.trim(), quantity: plain(quantity ?? '') || '1', unit: like.unit, taxes: like.taxes }
  if (price?.trim()) line.price = plain(price)
  return line
}
