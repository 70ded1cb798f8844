// The fields of one line.

import { button, h, icon } from '../dom.js'
import { units } from '../document/places.js'
import { choiceOf, title } from '../document/taxes.js'
import { field, noteFor } from './fields.js'
import { suggest } from './suggest.js'

const SHOWN = ['name', 'quantity', 'unit', 'price']

/** The children of a line's row. @param lines the list that it stands in: what happens to the line is done there */
export function lineFields(index, lines) {
  const line = lines.lines[index]
  const at = (name) => `lines[${index}].${name}`
  const name = field(at('name'), `Line ${index + 1}: what`, { quiet: true, attributes: { placeholder: 'What is it for?', class: 'strong' } })
  const body = h('div', { class: 'line-body' }, field(at('quantity'), 'Quantity', { kind: 'decimal' }),
    field(at('unit'), 'Unit', { kind: 'select', choices: [['', '—'], ...units] }), field(at('price'), 'Price', { kind: 'decimal' }),
    taxField(line, index, lines), button(icon('remove'), () => lines.remove(index), { class: 'bare', 'aria-label': `Remove line ${index + 1}`, title: 'Remove' }))
  const children = [
    h('div', { class: 'line-head' }, name, h('output', { class: 'amount', 'data-net': index, 'aria-label': `Amount of line ${index + 1}` })), body,
    // In the narrow fields themselves a sentence would be a column of words.
    ...body.querySelectorAll('.note'), noteFor(`lines[${index}]`), lines.more.fold(`lines[${index}]`, 'More', SHOWN),
  ]
  suggest(name.querySelector('input'), (text) => lines.products(text), (entry) => lines.pick(index, entry))
  return children
}

/** What stands for a line that is far from the screen. */
export function lineName(index, lines) {
  return [h('p', { class: 'line-far' }, lines.lines[index].name || `Line ${index + 1}`), noteFor(`lines[${index}]`)]
}

export function renameLine(row, index, lines) {
  row.firstElementChild.textContent = lines.lines[index].name || `Line ${index + 1}`
  row.lastElementChild.dataset.note = `lines[${index}]`
}

/** One choice for category and rate; what does not fit into one is edited under "More". */
function taxField(line, index, lines) {
  const id = `tax${index}`
  const current = choiceOf(line.taxes)
  const known = lines.vat.some(([value]) => value === current)
  const select = h('select', { id, 'data-tax': index, 'aria-describedby': `${id}-note`, onchange: () => lines.chooseTax(index, select) },
    known ? '' : h('option', { value: 'as-is' }, title(line.taxes)), lines.vat.map(([value, words]) => h('option', { value }, words)), h('option', { value: 'other' }, 'Other…'))
  select.value = known ? current : 'as-is'
  select.disabled = lines.session.isReadOnly
  return h('div', { class: 'field' }, h('label', { for: id }, 'VAT'), select, h('p', { class: 'note', id: `${id}-note`, 'data-note': `lines[${index}].taxes`, hidden: true }))
}
