// Files in and out: what a document's file is called, and what a person chooses to open.

import { h } from '../dom.js'
import { kindTitle } from '../document/document.js'
import { safeName } from './download.js'

export { download } from './download.js'

export const fileName = (invoice, extension) => safeName([kindTitle(invoice.kind), invoice.number, invoice.buyer?.name], extension)

export function choose(accept, multiple = false) {
  return new Promise((resolve) => {
    const input = h('input', { type: 'file', accept, multiple })
    input.addEventListener('change', () => resolve([...input.files]))
    input.addEventListener('cancel', () => resolve([]))
    input.click()
  })
}
