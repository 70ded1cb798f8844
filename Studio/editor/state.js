// What the bar says about saving, and what stands above the page when it needs an answer.

import { button, h } from '../dom.js'

export const STATES = {
  saved: 'Saved on this device', saving: 'Saving…', elsewhere: 'Open in another tab', conflict: 'Changed in another tab', full: 'Not saved: storage is full', failed: 'Not saved',
}

/** @param take → edits what is stored here; @param kept → called when this version became a copy; @param save → downloads it */
export function bannerOf(session, { take, kept, save }) {
  const rescue = () => [button('Download as JSON', save), button('Try again', () => session.flush(), { class: 'plain' })]
  switch (session.state) {
    case 'elsewhere': return [h('p', {}, 'Another tab edits this document.'), button('Edit it here', take)]
    case 'conflict': return [h('p', {}, 'Another tab has saved a newer version. Yours is still here.'),
      button('Keep mine as a copy', () => session.keepAsCopy().then(kept)), button('Take the newer one', take, { class: 'plain' })]
    case 'full': return [h('p', {}, 'This browser gives Studio no more room. Your last changes are in this tab only: download them, then make room by removing documents.'), ...rescue()]
    case 'failed': return [h('p', {}, `This browser could not save: ${session.trouble?.message ?? ''} Your last changes are in this tab only.`), ...rescue()]
    default: return []
  }
}
