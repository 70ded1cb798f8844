// A line's VAT as one choice: category and rate together, in words that need no table of codes.

import { percent } from './numbers.js'
import { ratesOf } from './places.js'

const WITHOUT_RATE = [
  ['Z:0', 'Zero rate'], ['E:0', 'Exempt'], ['AE:0', 'Reverse charge'], ['K:0', 'Within the EU (intra-community)'],
  ['G:0', 'Export outside the EU'], ['O:', 'Not subject to VAT'],
]

export function choices(country) {
  return [...ratesOf(country).map((rate) => [`S:${rate}`, percent(rate)]), ...WITHOUT_RATE]
}

/** `S:19` for one VAT; nil for none, several, or another country's tax. */
export function choiceOf(taxes) {
  if (taxes?.length !== 1 || taxes[0].name) return undefined
  const category = taxes[0].category ?? 'S'
  return `${category}:${taxes[0].rate ?? ''}`
}

export function taxesOf(choice) {
  const [category, rate] = choice.split(':')
  const tax = {}
  if (category !== 'S') tax.category = category
  if (rate) tax.rate = rate
  return [tax]
}

/** What the select shows for a choice that is not in its list. */
export function title(taxes) {
  if (!taxes?.length) return 'No tax yet'
  if (taxes.length > 1) return taxes.map(title1).join(' + ')
  return title1(taxes[0])
}

function title1(tax) {
  const known = WITHOUT_RATE.find((one) => one[0].split(':')[0] === (tax.category ?? 'S'))
  if (tax.name) return `${tax.name} ${tax.rate ? percent(tax.rate) : ''}`.trim()
  return known ? known[1] : tax.rate ? percent(tax.rate) : 'VAT'
}

/** Why no VAT is on an exempt line, by the document's language, until somebody says it better. */
const EXEMPT = {
  en: 'Exempt from VAT', de: 'Umsatzsteuerfrei', fr: 'Exonéré de TVA', es: 'Exento de IVA', it: 'Esente da IVA', nl: 'Vrijgesteld van btw', pl: 'Zwolnione z VAT',
  pt: 'Isento de IVA', ar: 'معفى من ضريبة القيمة المضافة', he: 'פטור ממע״מ',
}
export const usualReason = (language) => EXEMPT[language] ?? EXEMPT.en

/** The reasons of a document in another language: those that nobody has written himself. */
export const reasonsIn = (language, exemptions) => exemptions.map((one) => (Object.values(EXEMPT).includes(one.reason) ? { ...one, reason: usualReason(language) } : one))
