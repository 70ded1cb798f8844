// Numbers of documents from a pattern: `{year}-{n:3}` gives 2026-001. The count goes on from the documents that are here,
// for each year and each customer that the pattern names; nothing is counted twice and nothing can get out of step.

export const usualPatterns = {
  invoice: '{year}-{n:3}', 'credit-note': 'CN-{year}-{n:3}', 'corrected-invoice': '{year}-{n:3}', 'prepayment-invoice': '{year}-{n:3}',
  'pro-forma': 'PF-{year}-{n:3}', quote: 'Q-{year}-{n:3}', receipt: 'R-{year}-{n:3}',
}

const PLACE = /\{(year|yy|month|client|n)(?::(\d+))?\}/g
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Capital letters and digits of a name, six at most: "Müller & Söhne" → "MULLER". */
export function clientCode(name) {
  const letters = (name ?? '').normalize('NFKD').replace(/[^\p{L}\p{N}]/gu, '').toLocaleUpperCase().slice(0, 6)
  return letters || 'X'
}

export function isPattern(pattern) {
  return /\{n(?::[1-9])?\}/.test(pattern) && !/[{}]/.test(pattern.replace(PLACE, ''))
}

/** The next number; `taken` are those in use. */
export function next(pattern, { day, client }, taken) {
  const fixed = { year: day.slice(0, 4), yy: day.slice(2, 4), month: day.slice(5, 7), client: clientCode(client) }
  let source = ''
  let from = 0
  for (const match of pattern.matchAll(PLACE)) {
    source += escaped(pattern.slice(from, match.index)) + (match[1] === 'n' ? '(\\d+)' : escaped(fixed[match[1]]))
    from = match.index + match[0].length
  }
  const shape = new RegExp(`^${source}${escaped(pattern.slice(from))}$`)
  let highest = 0
  for (const number of taken) highest = Math.max(highest, Number(shape.exec(number ?? '')?.[1] ?? 0))
  return pattern.replace(PLACE, (_, name, width) => (name === 'n' ? String(highest + 1).padStart(Number(width ?? 1), '0') : fixed[name]))
}
