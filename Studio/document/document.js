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

export function blankLine(seller) {
  const taxes = usualTaxes(seller?.address?.country ?? here)
  return { quantity: '1', unit: 'C62', ...(taxes.length ? { taxes } : {}) }
}

/** A line in which nobody has written anything. */
export const isBlank = ({ quantity, unit, taxes, ...said }) => (quantity ?? '1') === '1' && Object.keys(said).length === 0

/** A record around an invoice that is not on the device yet. */
export function recordOf(invoice, from) {
  return { id: crypto.randomUUID(), version: 0, created: Date.now(), changed: Date.now(), from, invoice, summary: {} }
}

/** @param last the invoice that was written last: seller, payment and look carry over. */
export function blank(kind, last, daysToPay = 14) {
  const country = last?.seller?.address?.country ?? here
  const invoice = {
    kind, issued: today(), ...(last?.currency || currencyOf(country) ? { currency: last?.currency ?? currencyOf(country) } : {}),
    seller: last?.seller ?? { address: { country } }, buyer: { address: { country } },
    lines: [blankLine(last?.seller)], look: { language: languages.find(([code]) => locale.startsWith(code))?.[0] ?? 'en' },
  }
  if (kind === 'invoice') delete invoice.kind
  return withDates({ ...invoice, ...carried(last) }, daysToPay)
}

function carried(last) {
  const kept = {}
  for (const name of ['payments', 'paymentTerms', 'look']) if (last?.[name]) kept[name] = last[name]
  return kept
}

function withDates(invoice, daysToPay) {
  if (kindOf(invoice) === 'quote') return { ...invoice, validUntil: later(invoice.issued, 30) }
  if (kindOf(invoice) === 'receipt' || kindOf(invoice) === 'credit-note') return invoice
  return { ...invoice, due: later(invoice.issued, daysToPay) }
}

export function duplicate(invoice, daysToPay = 14, issued = today()) {
  const { number, due, validUntil, delivery, totals, preceding, ...rest } = invoice
  const copy = { ...rest, issued }
  if (delivery) copy.delivery = without(delivery, 'date')
  return withDates(copy, daysToPay)
}

/** A quote that was accepted. */
export function invoiceFrom(quote, daysToPay = 14) {
  const copy = duplicate(without(quote, 'kind'), daysToPay)
  if (quote.number) copy.references = { ...(copy.references ?? {}), salesOrder: quote.number }
  return copy
}

/** The same amounts, given back, with the invoice that they are about (BG-3). */
export function creditNoteFrom(invoice) {
  const copy = duplicate({ ...invoice, kind: 'credit-note' })
  delete copy.prepaid
  if (invoice.number) copy.preceding = [{ number: invoice.number, ...(invoice.issued ? { issued: invoice.issued } : {}) }]
  return copy
}

function without(group, ...names) {
  const copy = { ...group }
  for (const name of names) delete copy[name]
  return copy
}
