// The numbers in use on this device. Kinds that share a pattern share its count.

import { ask } from '../dialogs.js'
import { isFromElsewhere, kindOf } from '../document/document.js'
import { fits, next, usualPatterns } from '../document/numbering.js'
import { today } from '../document/days.js'
import * as documents from '../storage/documents.js'
import * as preferences from '../storage/preferences.js'

export const patterns = async () => ({ ...usualPatterns, ...(await preferences.read('numbering', {})) })

/** Those of `records` whose numbers are of the same count as this one's; another seller's invoice that was opened here has its own. */
function counted(records, { from, invoice }, all) {
  const seller = invoice.seller?.name ?? ''
  const isOfOneCount = (one) => one.summary.seller === seller || !(isFromElsewhere(one) || isFromElsewhere({ from }))
  return records.filter((one) => all[one.summary.kind ?? 'invoice'] === all[kindOf(invoice)] && isOfOneCount(one))
}

const inUse = (records) => records.map(({ summary }) => ({ number: summary.number, client: summary.buyer }))

/** The next number for a record of a day, beside these. */
export const nextBeside = (records, record, day, all) =>
  next(all[kindOf(record.invoice)], { day, client: record.invoice.buyer?.name }, inUse(counted(records, record, all)))

/** Of two documents with one number the other one keeps it: it was given out under it, or was there before. */
const isFirst = (one, record) => one.given === one.summary.number || one.created < record.created || (one.created === record.created && one.id < record.id)

/** A document's own number where it fits and is free, the next one otherwise. @param known all documents of this device */
export async function numberFor(record, known = documents.all()) {
  const { invoice } = record
  const all = await patterns()
  const others = counted((await known).filter((one) => one.id !== record.id), record, all)
  const day = /^\d{4}-\d\d-\d\d$/.test(invoice.issued) ? invoice.issued : today()
  const isTaken = others.some((one) => one.summary.number === invoice.number && isFirst(one, record))
  if (invoice.number && !isTaken && fits(invoice.number, all[kindOf(invoice)], { day, client: invoice.buyer?.name }, inUse(others))) return invoice.number
  return nextBeside(others, record, day, all)
}

/** Whether another document of this device, which counts with this one, has its number. */
export async function isTaken(record, known = documents.all()) {
  const others = counted(await known, record, await patterns())
  return others.some((one) => one.id !== record.id && one.summary.number === record.invoice.number)
}

/** Of a document that has none yet, or shall have another. */
export const newNumber = (record) => numberFor({ ...record, invoice: { ...record.invoice, number: undefined } })

/** Asks where what comes from elsewhere has a number that is taken here. */
export const wantsAnother = async (record) => await isTaken(record) && ask({
  title: `There is another ${record.invoice.number} here`, action: `Give it ${await newNumber(record)}`, cancel: `Keep ${record.invoice.number}`,
  about: ['What is opened has the number of another document on this device.'], act: async () => {},
})
