// Days as ISO 8601 text, in the person's own calendar day.

import { locale } from './numbers.js'

export function iso(date) {
  const two = (number) => String(number).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

export const today = () => iso(new Date())

export function later(day, days) {
  const [year, month, date] = day.split('-').map(Number)
  return iso(new Date(year, month - 1, date + days))
}

const short = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })

export function written(day) {
  const time = Date.parse(day ?? '')
  return Number.isNaN(time) ? '' : short.format(time)
}
