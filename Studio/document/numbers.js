// Numbers as people write them where they are, and as the core reads them: decimals as text, never a binary float.

export const locale = navigator.languages?.[0] ?? navigator.language ?? 'en'

const separators = new Intl.NumberFormat(locale).formatToParts(12345.6)
const part = (type, otherwise) => separators.find((one) => one.type === type)?.value ?? otherwise
export const decimalMark = part('decimal', '.')
const groupMark = part('group', ',')

/** "1,234,567" and, as in India, "12,34,567": anything else with several marks is a slip of the keyboard. */
const GROUPED = /^[+-]?\d{1,3}([.,])(?:\d{2,3}\1)*\d{3}$/

/**
 * "1.234,5" where people write so, and "1234.5" anywhere → "1234.5"; "€ −5", "5 EUR" and "٥" as well. What is no number stays as
 * it was typed.
 */
export function plain(text) {
  let compact = text.replace(/[\s\u00a0\u202f'’٬]/g, '').replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 15))
    .replace('٫', '.').replace(/^(?:\p{Sc}|[A-Z]{3})|(?:\p{Sc}|[A-Z]{3})$/gu, '').replace(/^[−–]/, '-').replace(/^([+-])\p{Sc}/u, '$1')
  const marks = compact.match(/[.,]/g) ?? []
  if (new Set(marks).size === 2) {
    const last = Math.max(compact.lastIndexOf('.'), compact.lastIndexOf(','))
    const whole = compact.slice(0, last)
    if (GROUPED.test(whole)) compact = `${whole.replace(/[.,]/g, '')}.${compact.slice(last + 1)}`
  } else if (marks.length > 1) {
    if (GROUPED.test(compact)) compact = compact.replace(/[.,]/g, '')
  } else if (marks.length === 1) {
    const isGroup = marks[0] === groupMark && /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/.test(compact)
    compact = compact.replace(/[.,]/, isGroup ? '' : '.')
  }
  if (compact.endsWith('.')) compact = compact.slice(0, -1)
  if (/^[+-]?\.\d/.test(compact)) compact = compact.replace('.', '0.')
  return /^[+-]?\d+(\.\d+)?$/.test(compact) ? compact : text.trim()
}

/** The other way, for a field: without grouping, so that it can be edited. */
export const typed = (text) => (/^[+-]?\d+\.\d+$/.test(text ?? '') ? text.replace('.', decimalMark) : text ?? '')

const formats = new Map()

/** "1234.50" and EUR → "€1,234.50". */
export function money(text, currency) {
  if (text === undefined || text === null) return ''
  const decimals = text.split('.')[1]?.length ?? 0
  const key = `${currency} ${decimals}`
  if (!formats.has(key)) formats.set(key, format(currency, decimals))
  return formats.get(key).format(text)
}

function format(currency, decimals) {
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals }
  if (!/^[A-Z]{3}$/.test(currency ?? '')) return new Intl.NumberFormat(locale, digits)
  return new Intl.NumberFormat(locale, { style: 'currency', currency, ...digits })
}

/** "19" → "19%" as it is written here. */
export function percent(text) {
  return `${typed(text)}${/^(de|fr|es|it|pt|pl|sv|fi|nb|da|cs)/.test(locale) ? ' ' : ''}%`
}
