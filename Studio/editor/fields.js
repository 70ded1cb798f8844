// Fields that belong to a path of the invoice: a label, the control, and the place where the core's finding appears.

import { h } from '../dom.js'
import { plain, typed } from '../document/numbers.js'
import { currencyFor, isCurrency } from '../document/places.js'

let count = 0

/**
 * @param path where it stands in the invoice
 * @param options kind: 'text' | 'long' | 'decimal' | 'day' | 'currency' | 'select' | 'flag'; choices: [value, title][]; hint; attributes; quiet: label for
 *   screen readers only
 */
export function field(path, title, { kind = 'text', choices, hint, width, attributes = {}, quiet = false } = {}) {
  const id = `f${++count}`
  const control = controlOf(kind, choices, { id, name: id, 'data-path': path, 'data-kind': kind, 'aria-describedby': `${id}-note`, autocomplete: 'off', ...attributes })
  const label = h('label', { for: id, class: quiet ? 'unseen' : undefined }, title)
  const note = h('p', { class: 'note', id: `${id}-note`, 'data-note': path, hidden: true })
  const body = kind === 'flag' ? [h('span', { class: 'flag' }, control, label)] : [label, control]
  return h('div', { class: `field${width ? ` w-${width}` : ''}` }, body, hint ? h('p', { class: 'hint' }, hint) : '', note)
}

function controlOf(kind, choices, attributes) {
  switch (kind) {
    case 'long': return h('textarea', { rows: 2, ...attributes })
    case 'select': return h('select', attributes, choices.map(([value, title]) => h('option', { value }, title)))
    case 'day': return h('input', { type: 'date', ...attributes })
    case 'flag': return h('input', { type: 'checkbox', ...attributes })
    case 'decimal': return h('input', { type: 'text', inputmode: 'decimal', class: 'number', ...attributes })
    default: return h('input', { type: 'text', ...attributes })
  }
}

/** A place for findings about a whole group. */
export const noteFor = (path) => h('p', { class: 'note', 'data-note': path, hidden: true })

/** Shows what the invoice says; the field that is being typed in keeps what was typed. */
export function show(control, value) {
  if (control.dataset.kind === 'flag') control.checked = value === true
  else if (control.dataset.kind === 'select') showChoice(control, String(value ?? control.dataset.standard ?? ''))
  else {
    const text = control.dataset.kind === 'decimal' ? typed(String(value ?? '')) : String(value ?? '')
    if (document.activeElement === control && same(control, value)) return
    if (control.value !== text) control.value = text
  }
  if (control.tagName === 'TEXTAREA') grow(control)
}

const same = (control, value) => read(control) === String(value ?? '')

/** A code that the list does not have is shown all the same. */
function showChoice(select, value) {
  if (value && ![...select.options].some((option) => option.value === value)) select.append(h('option', { value }, value))
  select.value = value
}

/** What the invoice gets: text, or nothing when it is empty. */
export function read(control) {
  switch (control.dataset.kind) {
    case 'flag': return control.checked || undefined
    case 'decimal': return plain(control.value)
    case 'currency': return currencyFor(control.value)
    case 'select': return control.value === control.dataset.standard ? '' : control.value
    default: return control.value
  }
}

/** Words by which a currency is looked for are none yet: the document keeps its own until the field is left. */
export const isUnfinished = (control) => control.dataset.kind === 'currency' && !isCurrency(read(control))

export function grow(area) {
  area.style.height = 'auto'
  area.style.height = `${area.scrollHeight + 2}px`
}
