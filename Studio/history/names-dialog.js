// The customers, products and sellers that are kept on this device, and each of them away again.

import { ask } from '../dialogs.js'
import { button, h, tell } from '../dom.js'
import * as catalog from '../storage/catalog.js'

const KINDS = [['customer', 'Customers'], ['product', 'Products'], ['seller', 'Sellers']]

export async function askNames() {
  const entries = (await catalog.all()).sort((a, b) => a.name.localeCompare(b.name))
  const none = h('p', { class: 'quiet', hidden: entries.length > 0 }, 'None is kept. Whom and what you write on documents is kept here, to be picked instead of typed.')
  await ask({
    title: 'Customers, products, sellers', cancel: 'Close', about: entries.length ? ['Kept on this device to be picked while typing. Documents keep what stands on them.'] : [],
    fields: [none, h('div', { class: 'names' }, KINDS.map(([kind, title]) => section(title, entries.filter((entry) => entry.kind === kind))))],
  })
}

function section(title, entries) {
  if (!entries.length) return ''
  const part = h('section', { class: 'keymap' }, h('h3', { tabindex: '-1' }, title), h('ul', { class: 'finding-list' }, entries.map((entry) => row(entry, () => part))))
  return part
}

function row(entry, part) {
  const item = h('li', {}, h('span', {}, entry.name), button('Remove', async () => {
    await catalog.forget(entry.kind, entry.key)
    const next = item.nextElementSibling ?? item.previousElementSibling
    item.remove()
    // Whoever goes through it by keyboard goes on from here.
    ;(next?.querySelector('button') ?? part().querySelector('h3')).focus()
    tell(`${entry.name} is removed.`, { title: 'Put it back', run: () => catalog.merge([entry]) })
  }, { class: 'link', 'aria-label': `Remove ${entry.name}` }))
  return item
}
