// What a new document begins with, and how one becomes another.

import { later, today } from './days.js'
import { locale } from './numbers.js'
import { currencyOf, here, usualTaxes } from './places.js'

/** The languages of a document. */
export const languages = [
  ['en', 'English'], ['de', 'Deutsch'], ['fr', 'Français'], ['es', 'Español'], ['it', 'Italiano'], ['nl', 'Nederlands'],
  ['pl', 'Polski'], ['pt', 'Português'], ['ar', 'العربية'], ['he', 'עברית'],
]

export const kinds = [
  ['invoice', 'Invoice'], ['credit-note', 'Credit note'], ['corrected-invoice', 'Corrected invoice'],
  ['prepayment-invoice', 'Prepayment invoice'], ['pro-forma', 'Pro forma'], ['quote', 'Quote'], ['receipt', 'Receipt'],
]
export const kindTitle = (kind) => kinds.find((one) => one[0] === (kind ?? 'invoice'))?.[1] ?? 'Document'
export const kindOf = (invoice) => invoice.kind ?? 'invoice'

/** Came from a file or by a link: others' invoices do, too. */
export const isFromElsewhere = ({ from }) => from === 'file' || from === 'shared'

/** What can be an e-invoice. */
export const isInvoice = (invoice) => !['quote', 'receipt', 'pro-forma'].includes(kindOf(invoice))

/** The e-invoices that a PDF can hold. */
export const formats = [['cii', 'Factur-X, ZUGFeRD'], ['xrechnung', 'XRechnung']]

/** A quote and a receipt ask for no money, and a credit note gives it back. */
export const asksForPayment = (invoice) => !['quote', 'receipt', 'credit-note'].includes(kindOf(invoice))

export function blankLine(seller) {
  const taxes = usualTaxes(seller?.address?.country ?? here)
  return { quantity: '1', unit: 'C62', ...(taxes.length ? { taxes } : {}) }
}

/** A line in which nobody has written anything. */
export const isBlank = ({ quantity, unit, taxes, ...said }) => (quantity ?? '1') === '1' && Object.keys(said).length === 0

/** A record around an invoice that is not on the device yet. @param format of the e-invoice inside its PDF */
export function recordOf(invoice, from, format) {
  return { id: crypto.randomUUID(), version: 0, created: Date.now(), changed: Date.now(), from, ...(format ? { format } : {}), invoice, summary: {} }
}

/**
 * @param last the invoice that was written last: seller and look carry over
 * @param payment how its seller is paid (`paymentAmong`)
 */
export function blank(kind, last, daysToPay = 14, payment = {}) {
  const country = last?.seller?.address?.country ?? here
  const invoice = {
    kind, issued: today(), ...(last?.currency || currencyOf(country) ? { currency: last?.currency ?? currencyOf(country) } : {}),
    seller: last?.seller ?? { address: { country } }, buyer: { address: { country } },
    lines: [blankLine(last?.seller)], look: last?.look ?? { language: languages.find(([code]) => locale.startsWith(code))?.[0] ?? 'en' },
  }
  if (kind === 'invoice') delete invoice.kind
  return withDates({ ...invoice, ...(asksForPayment(invoice) ? payment : {}) }, daysToPay)
}

/** How this seller asked for money last; a mandate, a card and a link belong to one customer. @param records the newest first */
export function paymentAmong(records, seller) {
  const asked = records.find(({ invoice }) => invoice.payments?.length && asksForPayment(invoice) && invoice.seller?.name === seller?.name)?.invoice
  if (!asked) return {}
  const payments = asked.payments.filter(({ directDebit, card }) => !directDebit && !card).map(({ link, ...payment }) => payment)
  return withoutEmpty({ payments: payments.length ? payments : undefined, paymentTerms: asked.paymentTerms })
}

const withoutEmpty = (group) => JSON.parse(JSON.stringify(group))

function withDates(invoice, daysToPay) {
  if (kindOf(invoice) === 'quote') return { ...invoice, validUntil: later(invoice.issued, 30) }
  if (kindOf(invoice) === 'receipt' || kindOf(invoice) === 'credit-note') return invoice
  return { ...invoice, due: later(invoice.issued, daysToPay) }
}

/** The same for another day; what belongs to the one invoice alone is left behind. */
export const duplicate = (invoice, daysToPay, issued) => without(ofAnotherDay(invoice, daysToPay, issued), 'period', 'prepaid', 'rounding')

/** With what it comes to. */
function ofAnotherDay(invoice, daysToPay = 14, issued = today()) {
  const { number, due, validUntil, delivery, totals, preceding, paymentReference, taxPoint, vatInVatCurrency, ...rest } = invoice
  const copy = { ...rest, issued }
  if (delivery) copy.delivery = without(delivery, 'date')
  return withDates(copy, daysToPay)
}

/** A quote that was accepted. @param payment how its seller is paid */
export function invoiceFrom(quote, daysToPay = 14, payment = {}) {
  const copy = { ...payment, ...ofAnotherDay(without(quote, 'kind'), daysToPay) }
  if (quote.number) copy.references = { ...(copy.references ?? {}), salesOrder: quote.number }
  return copy
}

/** The same amounts, given back, with the invoice that they are about (BG-3). It asks for no payment. */
export function creditNoteFrom(invoice) {
  const copy = without(ofAnotherDay({ ...invoice, kind: 'credit-note' }), 'prepaid', 'payments', 'paymentTerms')
  if (invoice.number) copy.preceding = [{ number: invoice.number, ...(invoice.issued ? { issued: invoice.issued } : {}) }]
  return copy
}

function without(group, ...names) {
  const copy = { ...group }
  for (const name of names) delete copy[name]
  return copy
}
