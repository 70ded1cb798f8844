// Numbers of documents from a pattern: `{year}-{n:3}` gives 2026-001. The count goes on from the documents that are here,
// for each year and each customer that the pattern names; nothing is counted twice and nothing can get out of step.

export const usualPatterns = {
  invoice: '{year}-{n:3}', 'credit-note': 'CN-{year}-{n:3}', 'corrected-invoice': '{year}-{n:3}', 'prepayment-invoice': '{year}-{n:3}',
  'pro-forma': 'PF-{year}-{n:3}', quote: 'Q-{year}-{n:3}', receipt: 'R-{year}-{n:3}',
}

const PLACE = /\{(year|yy|month|client|n)(?::(\d+))?\}/g
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** What the places of a pattern may come to in any number. */
const ANY = { year: '\\d{4}', yy: '\\d\\d', month: '\\d\\d', client: '([\\p{L}\\p{N}]+?)', n: '\\d+' }

function shapeOf(pattern, part) {
  let source = ''
  let from = 0
  for (const match of pattern.matchAll(PLACE)) {
    source += escaped(pattern.slice(from, match.index)) + part(match[1])
    from = match.index + match[0].length
  }
  return new RegExp(`^${source}${escaped(pattern.slice(from))}$`, 'u')
}

const nameOf = (client) => (client ?? '').trim().toLocaleLowerCase()

/**
 * A customer's code in numbers: the one that his numbers have, otherwise six capital letters and digits of his name, or as many more
 * as it takes to differ from others: "Müller & Söhne" → "MULLER", "Müller KG" → "MULLERK".
 */
function codeOf(pattern, client, taken) {
  const letters = (client ?? '').normalize('NFKD').replace(/[^\p{L}\p{N}]/gu, '').toLocaleUpperCase() || 'X'
  const shape = shapeOf(pattern, (name) => ANY[name])
  const codes = taken.map((one) => ({ name: nameOf(one.client), code: shape.exec(one.number ?? '')?.[1] })).filter(({ code }) => code)
  const own = codes.filter(({ name, code }) => name === nameOf(client) && code.startsWith(letters.slice(0, 6))).map(({ code }) => code)
  if (own.length) return own.sort()[0]
  const others = new Set(codes.filter(({ name }) => name !== nameOf(client)).map(({ code }) => code))
  const longest = Math.max(letters.length, 6)
  for (let length = 6; ; length++) {
    const code = letters.slice(0, length) + (length > longest ? length - longest + 1 : '')
    if (!others.has(code)) return code
  }
}

export function isPattern(pattern) {
  return /\{n(?::[1-9])?\}/.test(pattern) && !/[{}]/.test(pattern.replace(PLACE, ''))
}

/** What stands in the places of a pattern but the count. @param taken { number, client }[] of other documents */
const fixedOf = (pattern, { day, client }, taken) => ({
  year: day.slice(0, 4), yy: day.slice(2, 4), month: day.slice(5, 7), client: pattern.includes('{client}') ? codeOf(pattern, client, taken) : '',
})

const seriesOf = (pattern, fixed) => shapeOf(pattern, (name) => (name === 'n' ? '(\\d+)' : escaped(fixed[name])))

/** Whether a number belongs to the pattern on this day and for this customer. */
export const fits = (number, pattern, facts, taken) => seriesOf(pattern, fixedOf(pattern, facts, taken)).test(number)

/** The next number; `taken` are those in use, each with its customer. */
export function next(pattern, facts, taken) {
  const fixed = fixedOf(pattern, facts, taken)
  const series = seriesOf(pattern, fixed)
  let highest = 0
  for (const { number } of taken) highest = Math.max(highest, Number(series.exec(number ?? '')?.[1] ?? 0))
  return pattern.replace(PLACE, (_, name, width) => (name === 'n' ? String(highest + 1).padStart(Number(width ?? 1), '0') : fixed[name]))
}
