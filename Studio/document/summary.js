// What the list of documents shows and finds; kept in the record so that the list reads no invoice.

import { kindOf } from './document.js'

export function summaryOf(invoice, report) {
  const totals = report?.totals
  return {
    kind: kindOf(invoice), number: invoice.number ?? '', buyer: invoice.buyer?.name ?? '', seller: invoice.seller?.name ?? '',
    issued: invoice.issued ?? '', currency: invoice.currency ?? '', total: totals?.withTax ?? null,
    words: words(invoice).slice(0, 4000),
  }
}

/** What a search looks through, in lower case. */
function words(invoice) {
  const lines = (invoice.lines ?? []).slice(0, 200).map((line) => line.name)
  const notes = (invoice.notes ?? []).map((note) => note.text)
  const { buyer, references } = invoice
  return [invoice.number, buyer?.name, buyer?.tradingName, buyer?.vatId, buyer?.address?.city, references?.order, references?.project, ...lines, ...notes]
    .filter(Boolean).join(' ').toLocaleLowerCase()
}
