// Names of the rarer fields, which are drawn from the invoice's schema. Others speak for themselves.

const NAMES = {
  typeCode: 'Type code', validUntil: 'Valid until', vatCurrency: 'VAT currency', vatInVatCurrency: 'VAT in that currency',
  taxPoint: 'Tax point', taxPointCode: 'Tax point code', tradingName: 'Trading name', ids: 'Further identifiers', legalId: 'Company number',
  vatId: 'VAT number', taxId: 'Tax number', legalForm: 'Register, capital, directors', endpoint: 'Electronic address', street2: 'Address line 2',
  street3: 'Address line 3', region: 'State or province', taxRepresentative: 'Tax representative', preceding: 'Earlier invoices',
  salesOrder: 'Your order number', receivingAdvice: 'Receiving advice', despatchAdvice: 'Delivery note', priceBase: 'Price is for',
  grossPrice: 'Price before discount', priceDiscount: 'Discount on the price', orderLine: 'Line of the order', sellerId: 'Your article number',
  buyerId: 'Their article number', standardId: 'Standard article number', accounting: 'Accounting reference', reasonCode: 'Reason code',
  qr: 'QR code', mime: 'Media type', url: 'Web address', directDebit: 'Direct debit', accountName: 'Account holder', bic: 'BIC',
  buyer: 'Buyer’s reference', order: 'Order', contract: 'Contract', project: 'Project', id: 'Number', object: 'Object', net: 'Amount as stated',
  tender: 'Tender or lot', process: 'Business process', exemptions: 'Reasons for no VAT', period: 'Period', delivery: 'Delivery',
  allowances: 'Discounts', charges: 'Surcharges', percent: 'Percent', base: 'Of', taxes: 'Taxes',
}

const ONE_OF = {
  ids: 'identifier', notes: 'note', taxes: 'tax', allowances: 'discount', charges: 'surcharge', payments: 'way to pay', attachments: 'attachment',
  preceding: 'invoice', exemptions: 'reason', classifications: 'classification', attributes: 'property',
}

export function label(name) {
  return NAMES[name] ?? name[0].toUpperCase() + name.slice(1).replace(/([A-Z])/g, (capital) => ' ' + capital.toLowerCase())
}

export const oneOf = (name) => ONE_OF[name] ?? 'entry'

/** "BT-28, BT-45: the name under which it trades, if another." → "The name under which it trades, if another." */
export function hint(description) {
  const text = (description ?? '').replace(/^B[GT]-[\d, BTG-]*[:.]?\s*/, '')
  return text ? text[0].toUpperCase() + text.slice(1) : ''
}
