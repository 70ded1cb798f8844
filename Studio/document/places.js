// Countries, currencies, units and VAT rates that an invoice chooses from. Rates are those of 2026; where none is known, none is
// offered.

import { locale } from './numbers.js'

const COUNTRIES = 'AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XI YE YT ZA ZM ZW'.split(' ')
const names = new Intl.DisplayNames([locale, 'en'], { type: 'region' })
const EXTRA = { XI: 'Northern Ireland' }

/** `[code, name]`, in the order of the names. */
export const countries = COUNTRIES.map((code) => [code, EXTRA[code] ?? names.of(code)]).sort((a, b) => a[1].localeCompare(b[1], locale))
export const countryName = (code) => countries.find((one) => one[0] === code)?.[1] ?? code ?? ''

/** The person's own country, as far as the browser says. */
export const here = new Intl.Locale(locale).maximize().region ?? 'DE'

/** Countries by their currency; those of the euro and of the dollar, franc and pound that several share come first. */
const COUNTRIES_OF = {
  EUR: 'AD AT AX BE BG BL CY DE EE ES FI FR GF GP GR HR IE IT LT LU LV MC ME MF MQ MT NL PM PT RE SI SK SM TF VA YT',
  USD: 'AS BQ EC FM GU IO MH MP PR PW SV TC TL UM US VG VI', GBP: 'GB GG IM JE XI', CHF: 'CH LI', AUD: 'AU CC CX KI NF NR TV', NZD: 'CK NU NZ PN TK', DKK: 'DK FO GL',
  NOK: 'NO SJ', ILS: 'IL PS', MAD: 'EH MA', XOF: 'BF BJ CI GW ML NE SN TG', XAF: 'CF CG CM GA GQ TD', XPF: 'NC PF WF', XCD: 'AG AI DM GD KN LC MS VC', XCG: 'CW SX',
  AED: 'AE', AFN: 'AF', ALL: 'AL', AMD: 'AM', AOA: 'AO', ARS: 'AR', AWG: 'AW', AZN: 'AZ', BAM: 'BA', BBD: 'BB', BDT: 'BD', BHD: 'BH', BIF: 'BI', BMD: 'BM', BND: 'BN', BOB: 'BO',
  BRL: 'BR', BSD: 'BS', BTN: 'BT', BWP: 'BW', BYN: 'BY', BZD: 'BZ', CAD: 'CA', CDF: 'CD', CLP: 'CL', CNY: 'CN', COP: 'CO', CRC: 'CR', CUP: 'CU', CVE: 'CV', CZK: 'CZ', DJF: 'DJ',
  DOP: 'DO', DZD: 'DZ', EGP: 'EG', ERN: 'ER', ETB: 'ET', FJD: 'FJ', FKP: 'FK', GEL: 'GE', GHS: 'GH', GIP: 'GI', GMD: 'GM', GNF: 'GN', GTQ: 'GT', GYD: 'GY', HKD: 'HK', HNL: 'HN',
  HTG: 'HT', HUF: 'HU', IDR: 'ID', INR: 'IN', IQD: 'IQ', IRR: 'IR', ISK: 'IS', JMD: 'JM', JOD: 'JO', JPY: 'JP', KES: 'KE', KGS: 'KG', KHR: 'KH', KMF: 'KM', KPW: 'KP', KRW: 'KR',
  KWD: 'KW', KYD: 'KY', KZT: 'KZ', LAK: 'LA', LBP: 'LB', LKR: 'LK', LRD: 'LR', LSL: 'LS', LYD: 'LY', MDL: 'MD', MGA: 'MG', MKD: 'MK', MMK: 'MM', MNT: 'MN', MOP: 'MO', MRU: 'MR',
  MUR: 'MU', MVR: 'MV', MWK: 'MW', MXN: 'MX', MYR: 'MY', MZN: 'MZ', NAD: 'NA', NGN: 'NG', NIO: 'NI', NPR: 'NP', OMR: 'OM', PAB: 'PA', PEN: 'PE', PGK: 'PG', PHP: 'PH', PKR: 'PK',
  PLN: 'PL', PYG: 'PY', QAR: 'QA', RON: 'RO', RSD: 'RS', RUB: 'RU', RWF: 'RW', SAR: 'SA', SBD: 'SB', SCR: 'SC', SDG: 'SD', SEK: 'SE', SGD: 'SG', SHP: 'SH', SLE: 'SL', SOS: 'SO',
  SRD: 'SR', SSP: 'SS', STN: 'ST', SYP: 'SY', SZL: 'SZ', THB: 'TH', TJS: 'TJ', TMT: 'TM', TND: 'TN', TOP: 'TO', TRY: 'TR', TTD: 'TT', TWD: 'TW', TZS: 'TZ', UAH: 'UA', UGX: 'UG',
  UYU: 'UY', UZS: 'UZ', VES: 'VE', VND: 'VN', VUV: 'VU', WST: 'WS', YER: 'YE', ZAR: 'ZA', ZMW: 'ZM', ZWG: 'ZW',
}
const CURRENCY_OF = Object.fromEntries(Object.entries(COUNTRIES_OF).flatMap(([currency, countries]) => countries.split(' ').map((country) => [country, currency])))
export const currencyOf = (country) => CURRENCY_OF[country] ?? ''

const currencyNames = new Intl.DisplayNames([locale, 'en'], { type: 'currency' })
const FREQUENT = 'EUR USD GBP CHF PLN CZK DKK SEK NOK HUF RON'.split(' ')
/** Of ISO 4217 what no country pays with: funds, units of account and metals. */
const OTHERS = 'BOV CHE CHW CLF CNH COU MXV SVC USN UYI UYW VED XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX'.split(' ')
const REST = [...Object.keys(COUNTRIES_OF), ...OTHERS].filter((code) => !FREQUENT.includes(code)).sort()

/** `[code, name]`: those that are frequent, then the whole of ISO 4217. */
export const currencies = [...FREQUENT, ...REST].map((code) => [code, currencyNames.of(code)])

export const isCurrency = (code) => currencies.some((one) => one[0] === code)

/** What a person typed: a code in any case, or the whole name of a currency, as its code. */
export function currencyFor(text) {
  const wanted = text.trim().toLocaleLowerCase()
  return currencies.find(([code, name]) => code.toLowerCase() === wanted || name.toLocaleLowerCase() === wanted)?.[0] ?? text.trim().toUpperCase()
}

/** Those whose code or whose name has words that begin with `text`; all of them where it is one already. */
export function currenciesLike(text) {
  const wanted = text.trim().toLocaleLowerCase()
  const isOne = isCurrency(wanted.toUpperCase())
  return currencies.filter(([code, name]) => isOne || [code, ...name.split(/[\s-]+/), name].some((word) => word.toLocaleLowerCase().startsWith(wanted)))
    .map(([code, name]) => ({ name, about: code, value: code }))
}

/** UN/ECE Recommendation 20. */
export const units = [
  ['C62', 'one'], ['H87', 'pcs'], ['HUR', 'hours'], ['DAY', 'days'], ['WEE', 'weeks'], ['MON', 'months'], ['ANN', 'years'],
  ['MIN', 'minutes'], ['KMT', 'km'], ['MTR', 'm'], ['MTK', 'm²'], ['MTQ', 'm³'], ['KGM', 'kg'], ['GRM', 'g'], ['TNE', 't'],
  ['LTR', 'l'], ['KWH', 'kWh'], ['XPK', 'packs'], ['SET', 'sets'], ['E48', 'services'], ['LS', 'lump sum'], ['P1', '%'],
]

const RATES = {
  AT: '20 13 10', BE: '21 12 6', BG: '20 9', CH: '8.1 3.8 2.6', CY: '19 9 5', CZ: '21 12', DE: '19 7', DK: '25', EE: '24 13 9',
  ES: '21 10 4', FI: '25.5 13.5 10', FR: '20 10 5.5 2.1', GB: '20 5', GR: '24 13 6', HR: '25 13 5', HU: '27 18 5', IE: '23 13.5 9',
  IT: '22 10 5 4', LI: '8.1 3.8 2.6', LT: '21 12 5', LU: '17 14 8 3', LV: '21 12 5', MT: '18 12 7 5', NL: '21 9', NO: '25 15 12',
  PL: '23 8 5', PT: '23 13 6', RO: '21 11', SE: '25 12 6', SI: '22 9.5 5', SK: '23 19 5', XI: '20 5', IM: '20 5', MC: '20 10 5.5 2.1',
  AE: '5', BA: '17', BH: '10', CL: '19', CO: '19 5', EG: '14', GE: '18', IL: '18', IS: '24 11', KE: '16', KR: '10', MX: '16', OM: '5', PH: '12',
  RS: '20 10', SA: '15', TH: '7', TR: '20 10 1', UA: '20 14 7', ZA: '15',
}

/** The highest is the usual one; none where Studio knows none, as in a country whose tax is no VAT. */
export const ratesOf = (country) => RATES[country]?.split(' ') ?? []

/** The taxes of a line that nobody has chosen any for. */
export const usualTaxes = (country) => ratesOf(country).slice(0, 1).map((rate) => ({ rate }))
