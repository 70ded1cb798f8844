// The form of one document: what an ordinary invoice needs in sight, the rest behind "More".

import { h } from '../dom.js'
import { asksForPayment, kindOf, kinds, paymentAmong } from '../document/document.js'
import { currenciesLike, currencyOf, usualTaxes } from '../document/places.js'
import { choiceOf, reasonsIn } from '../document/taxes.js'
import { isTaken, numberFor } from '../history/numbers.js'
import { keepHabit } from '../storage/catalog.js'
import { all, newestFirst } from '../storage/documents.js'
import { bind, keepingFocus, refresh } from './binding.js'
import { field, noteFor, show } from './fields.js'
import { Findings } from './findings.js'
import { Lines } from './lines.js'
import { Look } from './look.js'
import { More } from './more.js'
import { party } from './parties.js'
import { suggest } from './suggest.js'
import { Totals } from './totals.js'

/** Redrawn when they change: other fields depend on them. */
const DECIDES = new Set(['kind', 'seller.address.country'])

/** What the pattern of a number may name. */
const NUMBERS = new Set(['kind', 'issued', 'buyer.name', 'number'])

const IN_SIGHT = [
  'kind', 'number', 'issued', 'due', 'validUntil', 'currency', 'seller', 'buyer', 'lines', 'allowances', 'charges', 'prepaid', 'rounding', 'exemptions',
  'payments', 'paymentTerms', 'paymentReference', 'notes', 'look', 'attachments', 'references', 'delivery', 'period',
]

export class Editor {
  #isNumbered = false

  constructor(root, schema, session) {
    this.root = root
    this.session = session
    this.findings = new Findings(root)
    this.more = new More(schema, session, (part) => { refresh(part, session); this.findings.draw() })
    this.country = session.get('seller.address.country')
    bind(root, session, { onchanged: ({ dataset }) => this.#decide(dataset.path) })
    root.addEventListener('focusout', ({ target }) => { if (NUMBERS.has(target.dataset?.path)) this.renumber() })
    session.addEventListener('saved', () => this.#numberOnce())
    session.addEventListener('change', ({ detail }) => { if (detail.wholly) this.redraw() })
    session.addEventListener('report', () => this.showReport())
    this.draw()
  }

  /** A customer's documents are in his language, with the e-invoice that he takes. */
  #follow({ language, format } = {}) {
    const { invoice } = this.session
    if (format) this.session.hold(format)
    if (language) this.session.replace(this.#in(language, { ...invoice, look: { ...invoice.look, language } }), 'buyer.name')
    this.redraw()
  }

  #in(language, invoice) {
    return invoice.exemptions ? { ...invoice, exemptions: reasonsIn(language, invoice.exemptions) } : invoice
  }

  #speak(language) {
    const { session } = this
    if (session.get('exemptions')) {
      session.replace(this.#in(language, session.invoice), 'look.language')
      this.redraw('look.language')
    }
    keepHabit('customer', session.get('buyer.name'), { language })
  }

  #decide(path) {
    if (path === 'look.language') this.#speak(this.session.get(path) ?? 'en')
    if (!DECIDES.has(path)) return
    if (path === 'seller.address.country') this.#moveTo(this.session.get(path))
    this.redraw()
    if (path === 'kind') {
      this.#askForPayment()
      this.renumber()
    }
  }

  /** What was a quote says now how it is paid. */
  async #askForPayment() {
    const { seller } = this.session.invoice
    const payment = paymentAmong(await newestFirst(), seller)
    const { invoice } = this.session
    if (!asksForPayment(invoice) || invoice.payments || !payment.payments) return
    this.session.replace({ ...payment, ...invoice })
    this.redraw()
  }

  /** Currency and VAT of another country, as long as nobody has chosen others or written a price. */
  #moveTo(country) {
    const { invoice } = this.session
    const [currency, usual] = [currencyOf(this.country), usualTaxes(this.country)]
    const lines = invoice.lines ?? []
    const isUsual = ({ price, taxes = [] }) => !price && choiceOf(taxes) === choiceOf(usual) && taxes.length === usual.length
    if (country && (invoice.currency ?? '') === currency && lines.every(isUsual)) {
      const taxes = usualTaxes(country)
      const moved = lines.map(({ taxes: _, ...line }) => (taxes.length ? { ...line, taxes } : line))
      this.session.replace({ ...invoice, currency: currencyOf(country) || undefined, lines: moved }, 'seller.address.country')
    }
    this.country = country
  }

  /** The keyboard stays where it is. @param path of what must be drawn, where a list draws only what is near */
  redraw(path = document.activeElement?.dataset?.path) { keepingFocus(this.root, () => this.draw(path)) }

  draw(path) {
    const { session, more } = this
    this.isLocked = session.isReadOnly
    this.lines = new Lines(session, more, { redraw: (place) => this.redraw(place), drawn: (rows) => this.#fill(rows) })
    this.findings.reveal = (place) => this.lines.reveal(place)
    this.totals = new Totals(session, more)
    this.root.replaceChildren(this.#head(),
      h('div', { class: 'parties' },
        party('seller', 'From', session, more, { onpicked: () => this.redraw() }), party('buyer', 'To', session, more, { onpicked: ({ habits }) => this.#follow(habits) })),
      this.lines.element, this.totals.element, this.#payment(), this.#words(), new Look(session, () => this.redraw()).element, this.#rest())
    refresh(this.root, session)
    this.lines.draw()
    this.lines.reveal(path)
    this.showReport()
  }

  #fill(rows) {
    for (const row of rows) refresh(row, this.session)
    this.findings.draw()
  }

  #head() {
    const { session } = this
    const number = field('number', 'Number', { width: 'grow' })
    const suggestion = h('button', { type: 'button', class: 'link', hidden: true })
    this.twins = h('p', { class: 'note', role: 'status', hidden: true }, 'Another document on this device has this number.')
    number.append(suggestion, this.twins)
    this.#suggestNumber(suggestion)
    this.#warnOfTwins()
    const quote = kindOf(session.invoice) === 'quote'
    return h('section', { class: 'head', 'aria-labelledby': 'head-title' }, h('h2', { id: 'head-title', class: 'unseen' }, 'Document'),
      h('div', { class: 'row' }, field('kind', 'Kind', { kind: 'select', choices: kinds, attributes: { 'data-standard': 'invoice' } }), number,
        this.#currency()),
      h('div', { class: 'row' }, field('issued', 'Date', { kind: 'day' }),
        quote ? field('validUntil', 'Valid until', { kind: 'day' }) : field('due', 'Due', { kind: 'day' }), field('delivery.date', 'Delivered', { kind: 'day' })),
      this.more.fold('', 'More dates and references', IN_SIGHT.filter((name) => !['references', 'period', 'preceding'].includes(name))
        .concat('payee', 'taxRepresentative', 'totals', 'process')))
  }

  #currency() {
    const currency = field('currency', 'Currency', { kind: 'currency' })
    const input = currency.querySelector('input')
    const take = ({ value }) => {
      input.value = value
      this.session.set('currency', value)
      this.redraw('currency')
    }
    suggest(input, async (text) => currenciesLike(text), take, 'Currencies')
    return currency
  }

  /** A new document whose number nobody has changed follows its kind, its year and its customer. */
  async renumber() {
    const { session } = this
    const { suggested } = session
    const known = session.get('number') ? all() : undefined
    if (suggested && session.get('number') === suggested && session.record.version > 0) {
      const number = await numberFor(session.record, known)
      // Meanwhile somebody may have written another one, or given this one out.
      if (number !== suggested && session.get('number') === suggested && session.suggested === suggested && !session.isReadOnly) {
        session.suggested = number
        session.set('number', number)
        for (const control of this.root.querySelectorAll('[data-path="number"]')) show(control, number)
      }
    }
    await this.#warnOfTwins(known)
  }

  /** When it is on the device for the first time, another tab may have been quicker with its number. */
  async #numberOnce() {
    const { state, record } = this.session
    if (this.#isNumbered || state !== 'saved' || record.version === 0) return
    this.#isNumbered = true
    await this.renumber()
  }

  async #warnOfTwins(known) {
    const { record } = this.session
    this.twins.hidden = !(record.invoice.number && await isTaken(record, known))
  }

  async #suggestNumber(place) {
    if (this.session.get('number') || this.session.isReadOnly) return
    const number = await numberFor(this.session.record)
    if (this.session.get('number')) return
    place.textContent = `Use ${number}`
    place.hidden = false
    place.onclick = () => {
      this.session.set('number', number)
      this.redraw()
    }
  }

  #payment() {
    return h('section', { 'aria-labelledby': 'payment-title' }, h('h2', { id: 'payment-title' }, 'Payment'), noteFor('payments'), noteFor('payments[0]'),
      h('div', { class: 'row' }, field('payments[0].account', 'IBAN or account', { width: 'wide' }), field('payments[0].bic', 'BIC')),
      h('div', { class: 'row' }, field('paymentReference', 'Payment reference'), field('payments[0].accountName', 'Account holder'),
        field('payments[0].qr', 'QR code', { kind: 'select', attributes: { 'data-standard': 'none' }, choices: [['none', 'None'], ['epc', 'SEPA transfer (EPC)'], ['swiss', 'Swiss QR-bill'], ['link', 'Payment link']] })),
      h('div', { class: 'row' }, field('payments[0].link', 'Payment link', { attributes: { inputmode: 'url' } })),
      field('paymentTerms', 'Terms', { kind: 'long' }), this.more.fold('', 'More ways to pay', [], ['payments', 'payee']))
  }

  #words() {
    return h('section', { 'aria-labelledby': 'notes-title' }, h('h2', { id: 'notes-title' }, 'Note'), noteFor('notes'),
      field('notes[0].text', 'Note on the document', { kind: 'long', quiet: true, attributes: { placeholder: 'Thank you for your business.' } }),
      this.more.fold('', 'More notes, attachments', [], ['notes', 'attachments']))
  }

  #rest() {
    return h('section', {}, this.more.fold('', 'Delivery, tax representative and the rest', [], ['delivery', 'taxRepresentative', 'process']))
  }

  showReport() {
    const { report } = this.session
    if (!report) return
    this.lines.showAmounts(report.totals)
    this.totals.show(report.totals)
    this.findings.show(report.findings)
  }
}
