// A document that is written again and again: on its day the next one lies there as a draft. Nothing is ever sent.

import { duplicate } from './document.js'
import { iso, later } from './days.js'

export const rhythms = [['week', 'Every week', 0, 7], ['month', 'Every month', 1], ['quarter', 'Every quarter', 3], ['half', 'Every half year', 6], ['year', 'Every year', 12]]

/** More than these are not made at once, however long nobody was here. */
const MOST = 12

/** The day one rhythm later; `day` is the day of the month that is meant, so that the 31st comes back after February. */
export function following(date, every, day) {
  const [, , months, days] = rhythms.find(([name]) => name === every)
  if (!months) return later(date, days)
  const [year, month] = date.split('-').map(Number)
  const last = new Date(year, month + months, 0).getDate()
  return iso(new Date(year, month - 1 + months, Math.min(day, last)))
}

/** `{ every, next, day }` of a document of the day `issued` that repeats from `next` on. */
export function repeatFrom(every, next, issued) {
  const day = Number(issued.slice(8))
  return { every, next, day: next === following(issued, every, day) ? day : Number(next.slice(8)) }
}

/** The days until `today` on which a draft is due, and the repeat that is left afterwards. */
export function due({ every, next, day }, today) {
  const days = []
  while (next <= today && days.length < MOST) {
    days.push(next)
    next = following(next, every, day)
  }
  return { days, repeat: { every, next, day } }
}

/** The draft of `date`: what is due and the period that is invoiced have moved on as far as its date. */
export function draftOf(invoice, date, daysToPay) {
  const copy = duplicate(invoice, daysToPay, date)
  if (invoice.period && invoice.issued) copy.period = moved(invoice.period, invoice.issued, date)
  return copy
}

const between = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)

/** Whole months stay whole months. */
function moved(period, from, to) {
  const months = (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7))
  const wholeMonths = from.slice(8) === to.slice(8) || months > 0
  const one = (day) => {
    if (!day) return undefined
    if (!wholeMonths) return later(day, between(from, to))
    const [year, month, date] = day.split('-').map(Number)
    const isLast = new Date(year, month, 0).getDate() === date
    const last = new Date(year, month + months, 0).getDate()
    return iso(new Date(year, month - 1 + months, isLast ? last : Math.min(date, last)))
  }
  return JSON.parse(JSON.stringify({ start: one(period.start), end: one(period.end) }))
}
