// What the invoice adds up to, as the core computed it.

import { h } from '../dom.js'
import { money } from '../document/numbers.js'
import { title } from '../document/taxes.js'
import { field } from './fields.js'

export class Totals {
  constructor(session, more) {
    this.session = session
    this.sums = h('dl', { class: 'sums' })
    this.element = h('section', { class: 'totals', 'aria-labelledby': 'totals-title' }, h('h2', { id: 'totals-title', class: 'unseen' }, 'Total'), this.sums,
      this.#reasons(), more.fold('', 'Discount, surcharge, already paid', [], ['allowances', 'charges', 'prepaid', 'rounding', 'exemptions']))
  }

  /** Without VAT an invoice must say why. */
  #reasons() {
    const exempt = (this.session.get('exemptions') ?? []).findIndex((one) => (one.category ?? 'E') === 'E')
    return exempt < 0 ? '' : field(`exemptions[${exempt}].reason`, 'Why it is exempt from VAT')
  }

  show(totals) {
    if (!totals) return this.sums.replaceChildren()
    const sum = (name, amount, kind) => h('div', { class: kind }, h('dt', {}, name), h('dd', {}, money(amount, this.session.get('currency'))))
    const some = (amount) => /[1-9]/.test(amount)
    const prepaid = this.session.get('prepaid')
    this.sums.replaceChildren(
      ...(some(totals.allowances) || some(totals.charges) ? [sum('Lines', totals.lines)] : []),
      ...(some(totals.allowances) ? [sum('Discounts', `-${totals.allowances}`)] : []),
      ...(some(totals.charges) ? [sum('Surcharges', totals.charges)] : []),
      sum('Subtotal', totals.withoutTax),
      ...totals.taxes.map((tax) => sum(nameOf(tax), tax.amount, 'quiet')),
      sum('Total', totals.withTax, prepaid ? '' : 'grand'),
      ...(prepaid ? [sum('Already paid', `-${prepaid}`), sum('Amount due', totals.due, 'grand')] : []))
  }
}

function nameOf({ name, category, rate }) {
  const words = title([{ name, category, rate }])
  return category === 'S' && !name ? `VAT ${words}` : words
}
