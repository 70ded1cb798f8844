// All documents of this device: search, open, duplicate, turn into another kind, remove.

import { button, byId, h, tell } from '../dom.js'
import { written } from '../document/days.js'
import { creditNoteFrom, duplicate, invoiceFrom, kindTitle, paymentAmong } from '../document/document.js'
import { money } from '../document/numbers.js'
import * as documents from '../storage/documents.js'
import { announce } from '../storage/tabs.js'
import { repeatText } from './repeat-dialog.js'

/** Rows that are drawn at once. */
const PART = 200

export class DocumentsView {
  #records = []
  #found = []
  #near = new IntersectionObserver((entries) => { if (entries.some((entry) => entry.isIntersecting)) this.#more() }, { rootMargin: '100% 0px' })

  /** @param create (invoice, from, format) → opens a new document; @param begin → a blank one; @param open → asks for a file; @param daysToPay () → number;
   * @param removing (record) → the newest of what is about to be removed */
  constructor({ create, begin, open, daysToPay, removing }) {
    this.removing = removing
    this.begin = begin
    this.open = open
    this.create = create
    this.daysToPay = daysToPay
    this.search = byId('search')
    this.list = byId('document-list')
    this.rest = button('', () => this.#more(), { class: 'plain', hidden: true })
    this.list.after(this.rest)
    this.search.addEventListener('input', () => this.#draw())
  }

  async load() {
    this.#records = await documents.newestFirst()
    this.#draw()
  }

  #draw() {
    const words = this.search.value.toLocaleLowerCase().split(/\s+/).filter(Boolean)
    const found = this.#records.filter(({ summary }) => words.every((word) => (summary.words ?? '').includes(word) || (summary.total ?? '').startsWith(word)))
    byId('document-count').textContent = this.#records.length === 0 ? '' : words.length > 0 ? `${found.length} of ${this.#records.length}` : String(this.#records.length)
    byId('no-documents').hidden = found.length > 0
    byId('no-documents').replaceChildren(...(this.#records.length ? this.#nothingFound() : this.#nothingYet()))
    this.#found = found
    this.list.replaceChildren()
    this.#more()
  }

  /** The next ones of those that were found: as one comes near the last, or by the button. */
  #more() {
    const drawn = this.list.childElementCount
    this.list.append(...this.#found.slice(drawn, drawn + PART).map((record) => this.#row(record)))
    const left = this.#found.length - this.list.childElementCount
    this.rest.hidden = left === 0
    this.rest.textContent = `Show more (${left} left)`
    this.#near.disconnect()
    if (left) this.#near.observe(this.rest)
  }

  #nothingFound() {
    return [h('p', {}, 'No document has these words.'), button('Show all', () => { this.search.value = ''; this.#draw(); this.search.focus() }, { class: 'plain' })]
  }

  #nothingYet() {
    return [h('p', {}, 'Nothing has been written on this device yet. What you write stays in this browser until you clear it.'),
      h('p', { class: 'choices' }, button('New invoice', this.begin), button('Open a file…', this.open, { class: 'plain' }))]
  }

  #row(record) {
    const { summary } = record
    const name = `${kindTitle(summary.kind)} ${summary.number || 'without a number'}`
    return h('li', { class: 'document' },
      h('a', { href: `#document=${record.id}`, class: 'cover' }, h('span', { class: 'who' }, summary.buyer || 'No customer yet'), h('span', { class: 'what' }, name), record.repeat ? h('span', { class: 'what' }, repeatText(record.repeat)) : ''),
      h('span', { class: 'when quiet' }, written(summary.issued)), h('span', { class: 'amount' }, money(summary.total, summary.currency)),
      h('span', { class: 'acts' }, this.#acts(record).map(([title, act]) => button(title, act, { class: 'link', 'aria-label': `${title}: ${name}` }))))
  }

  #acts(record) {
    const { invoice, summary } = record
    const acts = [['Duplicate', () => this.create(duplicate(invoice, this.daysToPay()), record.id, record.format)]]
    if (['quote', 'pro-forma'].includes(summary.kind)) acts.push(['Make invoice', () => this.create(invoiceFrom(invoice, this.daysToPay(), paymentAmong(this.#records, invoice.seller)), record.id, record.format)])
    if (['invoice', 'corrected-invoice', 'prepayment-invoice'].includes(summary.kind)) acts.push(['Credit', () => this.create(creditNoteFrom(invoice), record.id, record.format)])
    acts.push(['Remove', () => this.#remove(record)])
    return acts
  }

  async #remove(record) {
    const last = await this.removing(record)
    await documents.remove(record.id)
    announce({ kind: 'document', id: record.id })
    await this.load()
    tell('Removed.', { title: 'Put it back', run: async () => {
      await documents.merge([last])
      announce({ kind: 'document', id: record.id })
      await this.load()
    } })
    this.search.focus()
  }
}
