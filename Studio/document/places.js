// Countries, currencies, units and VAT rates that an ordinary invoice chooses from. All of them can also be typed: the
// core knows the whole lists. Rates are those of 2026.

import { locale } from './numbers.js'

const COUNTRIES = 'AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XI YE YT ZA ZM ZW'.split(' ')
const names = new Intl.DisplayNames([locale, 'en'], { type: 'region' })
const EXTRA = { XI: 'Northern Ireland' }

/** `[code, name]`, in the order of the names. */
export const countries = COUNTRIES.map((code) => [code, EXTRA[code] ?? names.of(code)]).sort((a, b) => a[1].localeCompare(b[1], locale))
export const countryName = (code) => countries.find((one) => one[0] === code)?.[1] ?? code ?? ''

/** The person's own country, as far as the browser says. */
export const here = new Intl.Locale(locale).maximize().region ?? 'DE'

const CURRENCY_OF = { US: 'USD', GB: 'GBP', CH: 'CHF', LI: 'CHF', PL: 'PLN', CZ: 'CZK', DK: 'DKK', SE: 'SEK', NO: 'NOK', HU: 'HUF', RO: 'RON', CA: 'CAD', AU: 'AUD', NZ: 'NZD', JP: 'JPY', IN: 'INR', IL: 'ILS', AE: 'AED', SA: 'SAR', BR: 'BRL', MX: 'MXN', ZA: 'ZAR', TR: 'TRY', CN: 'CNY', SG: 'SGD', HK: 'HKD' }
export const currencyOf = (country) => CURRENCY_OF[country] ?? 'EUR'

const currencyNames = new Intl.DisplayNames([locale, 'en'], { type: 'currency' })
const FREQUENT = 'EUR USD GBP CHF PLN CZK DKK SEK NOK HUF RON BGN'.split(' ')
const CURRENCIES = 'AED AUD BHD BRL CAD CLP CNY COP HKD IDR ILS INR ISK JPY KRW KWD MAD MXN MYR NZD PHP RSD SAR SGD THB TND TRY TWD UAH VND ZAR'.split(' ')
export const currencies = [...FREQUENT, ...CURRENCIES].map((code) => [code, `${code} · ${currencyNames.of(code)}`])

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
  PL: '23 8 5', PT: '23 13 6', RO: '21 11', SE: '25 12 6', SI: '22 9.5 5', SK: '23 19 5', XI: '20 5',
}

export const ratesOf = (country) => (RATES[country] ?? '20').split(' ')
