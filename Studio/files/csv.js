// Comma-separated values (RFC 4180), read from and written for spreadsheets.

import { plain } from '../document/numbers.js'

/** What spreadsheets write: UTF-8, UTF-16 with its mark, or, in Western Europe, Windows-1252. */
export function textOf(bytes) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** Rows of cells; quotes may hold separators, quotes and line ends. */
export function rowsOf(text, separator) {
  const rows = [[]]
  let cell = ''
  let quoted = false
  const end = () => { rows.at(-1).push(cell); cell = '' }
  for (let at = 0; at < text.length; at++) {
    const char = text[at]
    if (quoted) {
      if (char !== '"') cell += char
      else if (text[at + 1] === '"') { cell += '"'; at++ } else quoted = false
    } else if (char === '"' && cell === '') quoted = true
    else if (char === separator) end()
    else if (char === '\n' || char === '\r') {
      if (char === '\r' && text[at + 1] === '\n') at++
      end()
      rows.push([])
    } else cell += char
  }
  end()
  return rows.filter((row) => row.some((one) => one.trim()))
}

/** A spreadsheet must not take a text for a formula. */
const safe = (text) => (/^[=+\-@\t\r]/.test(text) && !/^[+-]?[\d.,]+$/.test(text) ? `'${text}` : text)

export function written(rows) {
  const cell = (value) => {
    const text = safe(String(value ?? ''))
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  return '\ufeff' + rows.map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n'
}

const COLUMNS = ['name', 'description', 'quantity', 'unit', 'price', 'vat', 'vat category', 'tax']

/** Several taxes of a line stand in one cell each, in one order. */
const AND = ' + '
const taxCells = (taxes = []) => ['rate', 'category', 'name'].map((part) => taxes.map((tax) => tax[part] ?? '').join(AND)).map((cell) => (/^[ +]*$/.test(cell) ? '' : cell))

function taxesOf(rates = '', categories = '', names = '') {
  const parts = [rates, categories, names].map((cell) => cell.split(AND).map((one) => one.trim()))
  const count = Math.max(...parts.map((part) => part.length))
  const taxes = Array.from({ length: count }, (_, at) => ({ name: parts[2][at], category: parts[1][at]?.toUpperCase(), rate: number(parts[0][at]) }))
  return taxes.map((tax) => Object.fromEntries(Object.entries(tax).filter(([, value]) => value))).filter((tax) => Object.keys(tax).length)
}

export function linesToCSV(lines) {
  return written([COLUMNS, ...lines.map((line) => [line.name, line.description, line.quantity, line.unit, line.price, ...taxCells(line.taxes)])])
}

/** Lines from a file whose first row names the columns; unknown columns are left out. */
export function linesFromCSV(text) {
  const body = text.replace(/^\ufeff/, '')
  const first = body.slice(0, body.indexOf('\n') + 1 || undefined)
  const separator = [';', '\t', ','].find((one) => first.includes(one)) ?? ','
  const [head = [], ...rows] = rowsOf(body, separator)
  const names = head.map((name) => name.trim().toLowerCase())
  if (!names.includes('name')) throw new TypeError('The first row must name the columns: name, quantity, unit, price, vat.')
  const cell = (row, name) => (names.includes(name) ? row[names.indexOf(name)]?.trim() : '') || undefined
  return rows.map((row) => {
    const line = { name: cell(row, 'name'), description: cell(row, 'description'), quantity: number(cell(row, 'quantity')) ?? '1', unit: cell(row, 'unit') ?? 'C62', price: number(cell(row, 'price')) }
    const taxes = taxesOf(cell(row, 'vat'), cell(row, 'vat category'), cell(row, 'tax'))
    if (taxes.length) line.taxes = taxes
    return JSON.parse(JSON.stringify(line))
  })
}

/** A lone point or comma is a decimal mark here: files travel between places, and Studio's own have points. */
const number = (text) => {
  if (/^[+-]?\d+[.,]\d+$/.test(text ?? '')) return text.replace(',', '.')
  return text && plain(text)
}

export function documentsToCSV(records) {
  const rows = records.map(({ summary }) => [summary.kind, summary.number, summary.issued, summary.buyer, summary.currency, summary.total])
  return written([['kind', 'number', 'issued', 'customer', 'currency', 'total'], ...rows])
}
