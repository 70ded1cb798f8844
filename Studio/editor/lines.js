// The lines of the invoice, made for the keyboard: Enter adds one, Alt with an arrow moves it, Alt+Delete removes it.

import { button, h, icon } from '../dom.js'
import { blankLine } from '../document/document.js'
import { money } from '../document/numbers.js'
import { units } from '../document/places.js'
import { choiceOf, choices, taxesOf, title, usualReasons } from '../document/taxes.js'
import { keep, matching } from '../storage/catalog.js'
import { rowsOf } from '../files/csv.js'
import { field, noteFor } from './fields.js'
import { suggest } from './suggest.js'

const SHOWN = ['name', 'quantity', 'unit', 'price']

export class Lines {
  constructor(session, more, redraw) {
    this.session = session
    this.more = more
    this.redraw = redraw
    this.list = h('ol', { class: 'lines' })
    this.element = h('section', { class: 'line-section', 'aria-labelledby': 'lines-title' }, h('h2', { id: 'lines-title' }, 'Lines'), noteFor('lines'), this.list,
      h('div', { class: 'line-end' }, button('Add a line', () => this.add(this.count), { class: 'plain' }),
        h('p', { class: 'hint keys' }, h('kbd', {}, 'Enter'), ' adds a line, ', h('kbd', {}, 'Alt ↑ ↓'), ' moves it, ', h('kbd', {}, 'Alt Delete'), ' removes it.')))
    this.list.addEventListener('keydown', (event) => this.#key(event))
    this.list.addEventListener('paste', (event) => this.#paste(event))
    this.list.addEventListener('focusout', (event) => this.#keepProduct(event))
    this.draw()
  }

  get lines() { return this.session.get('lines') ?? [] }
  get count() { return this.lines.length }

  draw() {
    const vat = choices(this.session.get('seller.address.country'))
    this.list.replaceChildren(...this.lines.map((line, index) => this.#line(line, index, vat)))
  }

  #line(line, index, vat) {
    const at = (name) => `lines[${index}].${name}`
    const name = field(at('name'), `Line ${index + 1}: what`, { quiet: true, attributes: { placeholder: 'What is it for?', class: 'strong' } })
    const row = h('li', { class: 'line', 'data-index': index },
      h('div', { class: 'line-head' }, name, h('output', { class: 'amount', 'data-net': index, 'aria-label': `Amount of line ${index + 1}` })),
      h('div', { class: 'line-body' }, field(at('quantity'), 'Quantity', { kind: 'decimal' }),
        field(at('unit'), 'Unit', { kind: 'select', choices: [['', '—'], ...units] }), field(at('price'), 'Price', { kind: 'decimal' }),
        this.#tax(line, index, vat), button(icon('remove'), () => this.remove(index), { class: 'bare', 'aria-label': `Remove line ${index + 1}`, title: 'Remove' })),
      noteFor(`lines[${index}]`), this.more.fold(`lines[${index}]`, 'More', SHOWN))
    suggest(name.querySelector('input'), (text) => this.#products(text), (entry) => this.#pick(index, entry))
    return row
  }

  /** One choice for category and rate; what does not fit into one is edited under "More". */
  #tax(line, index, vat) {
    const id = `tax${index}`
    const current = choiceOf(line.taxes)
    const known = vat.some(([value]) => value === current)
    const select = h('select', { id, 'data-tax': index, 'aria-describedby': `${id}-note`, onchange: () => this.#chooseTax(index, select) },
      known ? '' : h('option', { value: 'as-is' }, title(line.taxes)), vat.map(([value, words]) => h('option', { value }, words)), h('option', { value: 'other' }, 'Other…'))
    select.value = known ? current : 'as-is'
    select.disabled = this.session.isReadOnly
    return h('div', { class: 'field' }, h('label', { for: id }, 'VAT'), select, h('p', { class: 'note', id: `${id}-note`, 'data-note': `lines[${index}].taxes`, hidden: true }))
  }

  #chooseTax(index, select) {
    if (select.value === 'as-is') return
    if (select.value === 'other') {
      const fold = this.list.children[index].querySelector('details.more')
      fold.open = true
      requestAnimationFrame(() => (fold.querySelector('[data-list$="].taxes"] :is(input, select)') ?? fold.querySelector('[data-list$="].taxes"] .add'))?.focus())
      return
    }
    let invoice = this.session.invoice
    const lines = [...this.lines]
    lines[index] = { ...lines[index], taxes: taxesOf(select.value) }
    invoice = { ...invoice, lines }
    const category = select.value.split(':')[0]
    if (category === 'E' && !invoice.exemptions?.some((one) => (one.category ?? 'E') === 'E')) {
      invoice = { ...invoice, exemptions: [...(invoice.exemptions ?? []), { reason: usualReasons.E }] }
    }
    this.session.replace(invoice)
    this.redraw()
  }

  // Changing the list

  /** Draws everything anew, this list too, with the keyboard in line `focus`. */
  #replace(lines, focus) {
    this.session.replace({ ...this.session.invoice, lines })
    this.redraw(`lines[${focus}].name`)
  }

  add(at) {
    const before = this.lines[at - 1]
    const fresh = { ...blankLine(this.session.get('seller')), ...(before?.taxes ? { taxes: before.taxes } : {}), ...(before?.unit ? { unit: before.unit } : {}) }
    this.#replace([...this.lines.slice(0, at), fresh, ...this.lines.slice(at)], at)
  }

  remove(index) {
    const rest = this.lines.filter((_, other) => other !== index)
    this.#replace(rest.length ? rest : [blankLine(this.session.get('seller'))], Math.max(0, Math.min(index, rest.length - 1)))
  }

  move(index, by) {
    const to = index + by
    if (to < 0 || to >= this.count) return
    const lines = [...this.lines]
    lines.splice(to, 0, ...lines.splice(index, 1))
    this.#replace(lines, to)
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
    const pasted = rowsOf(text, '\t').map((cells) => lineOf(cells, this.lines[index]))
    const keepsFirst = this.lines[index].name ? 1 : 0
    this.#replace([...this.lines.slice(0, index + keepsFirst), ...pasted, ...this.lines.slice(index + 1)], index)
  }

  // Products

  async #products(text) {
    const entries = await matching('product', text)
    return entries.map(({ name, value }) => ({ name, value, about: value.price ? money(value.price, this.session.get('currency')) : '' }))
  }

  #pick(index, entry) {
    const lines = [...this.lines]
    lines[index] = { ...lines[index], ...entry.value, quantity: lines[index].quantity ?? '1' }
    this.#replace(lines, index)
  }

  #keepProduct({ target, relatedTarget }) {
    const row = target.closest('.line')
    const line = this.lines[Number(row?.dataset.index)]
    if (!row || row.contains(relatedTarget) || !line?.name || !line.price) return
    const { name, description, unit, price, taxes } = line
    keep('product', name, JSON.parse(JSON.stringify({ name, description, unit, price, taxes })))
  }

  showAmounts(totals) {
    const currency = this.session.get('currency')
    for (const output of this.list.querySelectorAll('[data-net]')) output.textContent = money(totals?.nets[output.dataset.net], currency)
  }
}

function lineOf([name, quantity, price], like) {
  const line = { name: name?.trim(), quantity: quantity?.trim() || '1', unit: like.unit, taxes: like.taxes }
  if (price?.trim()) line.price = price.trim().replace(',', '.')
  return line
}
