// Asks how often a document is to be written again, and from which day on.

import { ask, input } from '../dialogs.js'
import { h, tell } from '../dom.js'
import { today, written } from '../document/days.js'
import { following, repeatFrom, rhythms } from '../document/repeat.js'

export async function askRepeat(session) {
  const { repeat } = session.record
  const issued = /^\d{4}-\d\d-\d\d$/.test(session.get('issued')) ? session.get('issued') : today()
  const every = repeat?.every ?? 'month'
  const first = input('next', 'Next draft on', { type: 'date', value: repeat?.next ?? following(issued, every, Number(issued.slice(8))), required: true })
  const day = first.querySelector('input')
  const choice = h('select', { id: 'ask-every', name: 'every', onchange: () => { if (choice.value) day.value = following(issued, choice.value, Number(issued.slice(8))); day.disabled = !choice.value } },
    [['', 'Not at all'], ...rhythms].map(([value, title]) => h('option', { value }, title)))
  choice.value = every
  await ask({
    title: 'Repeat this document', action: 'Save',
    about: ['On its day the next one lies among the documents as a draft, with a number of its own, when Studio is opened. Nothing is sent by itself.'],
    fields: [h('div', { class: 'field' }, h('label', { for: 'ask-every' }, 'How often'), choice), first],
    act: async (form) => {
      await session.note({ repeat: form.get('every') ? repeatFrom(form.get('every'), form.get('next'), issued) : undefined })
      tell(form.get('every') ? `The next draft lies here on ${written(form.get('next'))}.` : 'This document does not repeat.')
    },
  })
}

/** "Every month, next on 1 Dec 2026". */
export const repeatText = ({ every, next }) => `${rhythms.find(([name]) => name === every)?.[1] ?? 'Repeats'}, next on ${written(next)}`
