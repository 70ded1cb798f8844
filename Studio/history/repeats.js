// Makes the drafts that are due when Studio is opened: each with a number of its own, and all of them with the note of it in
// one step, so that none is made twice.

import { kindOf, recordOf } from '../document/document.js'
import { next, usualPatterns } from '../document/numbering.js'
import { draftOf, due } from '../document/repeat.js'
import { summaryOf } from '../document/summary.js'
import * as documents from '../storage/documents.js'
import * as preferences from '../storage/preferences.js'
import { alone, announce, hold } from '../storage/tabs.js'

/** @returns how many drafts were made. A document that another tab edits waits until that tab is closed. */
export function makeDrafts(today, daysToPay) {
  return alone('repeats', async () => {
    const all = await documents.all()
    const patterns = { ...usualPatterns, ...(await preferences.read('numbering', {})) }
    let made = 0
    for (const source of all.filter((record) => record.repeat && record.repeat.next <= today)) {
      const release = await hold(source.id)
      if (!release) continue
      made += await draftsOf(source, all, patterns[kindOf(source.invoice)], today, daysToPay)
      release()
    }
    if (made) announce({ kind: 'document' })
    return made
  })
}

async function draftsOf(source, all, pattern, today, daysToPay) {
  const { days, repeat } = due(source.repeat, today)
  const kind = kindOf(source.invoice)
  const drafts = days.map((day) => {
    const taken = all.filter(({ summary }) => summary.kind === kind).map(({ summary }) => summary.number)
    const number = next(pattern, { day, client: source.invoice.buyer?.name }, taken)
    const invoice = { ...draftOf(source.invoice, day, daysToPay), number }
    const draft = { ...recordOf(invoice, source.id), summary: summaryOf(invoice) }
    all.push(draft)
    return draft
  })
  await documents.saveAll([{ ...source, repeat }, ...drafts])
  return drafts.length
}
