// Makes the drafts that are due when Studio is opened: each with a number of its own, and all of them with the note of it in
// one step, so that none is made twice.

import { recordOf } from '../document/document.js'
import { draftOf, due } from '../document/repeat.js'
import { summaryOf } from '../document/summary.js'
import * as documents from '../storage/documents.js'
import { alone, announce, hold } from '../storage/tabs.js'
import { nextBeside, patterns } from './numbers.js'

/** @returns how many drafts were made. A document that another tab edits waits until that tab is closed. */
export function makeDrafts(today, daysToPay) {
  return alone('repeats', async () => {
    const all = await documents.all()
    const ways = await patterns()
    let made = 0
    for (const source of all.filter((record) => record.repeat && record.repeat.next <= today)) {
      const release = await hold(source.id)
      if (!release) continue
      try { made += await draftsOf(source, all, ways, today, daysToPay) } finally { release() }
    }
    if (made) announce({ kind: 'document' })
    return made
  })
}

async function draftsOf(source, all, ways, today, daysToPay) {
  const { days, repeat } = due(source.repeat, today)
  const drafts = days.map((day) => {
    const number = nextBeside(all, source, day, ways)
    const invoice = { ...draftOf(source.invoice, day, daysToPay), number }
    const draft = { ...recordOf(invoice, source.id, source.format), summary: summaryOf(invoice) }
    all.push(draft)
    return draft
  })
  await documents.saveAll([{ ...source, repeat }, ...drafts])
  return drafts.length
}
