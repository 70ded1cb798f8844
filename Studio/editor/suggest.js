// Names that were written before, offered below a field while typing (the combobox of the ARIA practices guide).

import { h } from '../dom.js'

let count = 0

/**
 * @param input the field; @param find (text) → [{ name, about, value }]; @param take called with what was picked; @param title of the list
 */
export function suggest(input, find, take, title = 'Written before') {
  const id = `s${++count}`
  const list = h('ul', { id, role: 'listbox', class: 'suggestions', hidden: true, 'aria-label': title })
  let entries = []
  let marked = -1
  for (const [name, value] of Object.entries({ role: 'combobox', 'aria-autocomplete': 'list', 'aria-controls': id, 'aria-expanded': 'false' })) input.setAttribute(name, value)
  input.after(list)

  function close() {
    list.hidden = true
    marked = -1
    input.setAttribute('aria-expanded', 'false')
    input.removeAttribute('aria-activedescendant')
  }

  function mark(index) {
    marked = index
    ;[...list.children].forEach((item, at) => item.setAttribute('aria-selected', String(at === index)))
    if (index >= 0) {
      input.setAttribute('aria-activedescendant', `${id}-${index}`)
      list.children[index].scrollIntoView({ block: 'nearest' })
    }
  }

  function pick(index) {
    const entry = entries[index]
    close()
    if (entry) take(entry)
  }

  async function offer() {
    const text = input.value
    const found = await find(text)
    if (text !== input.value || document.activeElement !== input) return
    entries = found.filter((entry) => entry.name !== text)
    if (entries.length === 0) return close()
    list.replaceChildren(...entries.map((entry, index) => h('li', { role: 'option', id: `${id}-${index}`, 'aria-selected': 'false',
      onpointerdown: (event) => { event.preventDefault(); pick(index) } },
    h('span', {}, entry.name), entry.about ? h('span', { class: 'quiet' }, entry.about) : '')))
    list.hidden = false
    input.setAttribute('aria-expanded', 'true')
    mark(-1)
  }

  input.addEventListener('input', offer)
  input.addEventListener('focus', () => { if (!input.value) offer() })
  input.addEventListener('blur', close)
  input.addEventListener('keydown', (event) => {
    if (list.hidden) {
      if (event.key === 'ArrowDown' && !event.altKey) offer()
      return
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step && !event.altKey) mark((marked + step + entries.length) % entries.length)
    else if (event.key === 'Enter' && marked >= 0) pick(marked)
    else if (event.key === 'Escape') close()
    else return
    event.preventDefault()
    event.stopImmediatePropagation()
  })
}
