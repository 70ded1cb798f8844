// What the bar says about saving, and what stands above the page when it needs an answer.

import { choose } from '../dialogs.js'
import { button, h } from '../dom.js'

export const STATES = {
  saved: 'Saved on this device', saving: 'Saving…', elsewhere: 'Open in another tab', conflict: 'Changed in another tab', full: 'Not saved: storage is full', failed: 'Not saved',
}

/** @param take → edits what is stored here; @param kept → called when this version became a copy; @param save → downloads it; @param drop → leaves it */
export function bannerOf(session, { take, kept, save, drop }) {
  const rescue = () => [button('Download as JSON', save), button('Try again', () => session.flush(), { class: 'plain' })]
  const copy = (title) => button(title, () => session.keepAsCopy().then(kept))
  switch (session.state) {
    case 'elsewhere': return session.isSaved ? [h('p', {}, 'Another tab edits this document.'), button('Edit it here', take)]
      : [h('p', {}, 'Another tab edits this document. Your last changes are in this tab only.'), copy('Keep mine as a copy'), button('Download as JSON', save, { class: 'plain' }), button('Edit it here', take, { class: 'plain' })]
    case 'conflict': return session.isGone ? [h('p', {}, 'This document was removed in another tab. What you wrote is still here.'), copy('Keep it'), button('Let it go', drop, { class: 'plain' })]
      : [h('p', {}, 'Another tab has saved a newer version. Yours is still here.'), copy('Keep mine as a copy'), button('Take the newer one', take, { class: 'plain' })]
    case 'full': return [h('p', {}, 'This browser gives Studio no more room. Your last changes are in this tab only: download them, then make room by removing documents.'), ...rescue()]
    case 'failed': return [h('p', {}, `This browser could not save: ${session.trouble?.message ?? ''} Your last changes are in this tab only.`), ...rescue()]
    default: return []
  }
}

const WHY = {
  full: 'This browser gives Studio no more room.', conflict: 'Another tab has saved a newer version of this document.', elsewhere: 'Another tab edits this document.',
}

/** Lets go of a document that is saved; asks what shall become of the changes of one that is not. @returns whether it may be left */
export async function leave(session, save) {
  while (!await session.end()) {
    const way = await choose({
      title: 'Your last changes are not saved', stay: 'Stay here', about: [session.isGone ? 'This document was removed in another tab.' : WHY[session.state] ?? 'This browser could not save.', 'What you wrote last is in this tab only.'],
      ways: [session.isReadOnly ? ['copy', 'Keep mine as a copy'] : ['again', 'Try again'], ['save', 'Download as JSON', 'plain'], ['drop', 'Leave without them', 'plain bad']],
    })
    if (!way) return false
    if (way === 'copy') await session.keepAsCopy()
    else if (way === 'save') save(session)
    else if (way === 'drop') await session.abandon()
  }
  return true
}
