// Files in and out: what is chosen is read here, what is made is handed to the browser as a download.

import { h } from '../dom.js'
import { kindTitle } from '../document/document.js'

export function download(contents, name, type) {
  const address = URL.createObjectURL(contents instanceof Blob ? contents : new Blob([contents], { type }))
  const link = h('a', { href: address, download: name })
  document.body.append(link)
  link.click()
  link.remove()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

/** "Invoice 2026-001 Aurora GmbH.pdf", without what file systems refuse. */
export function fileName(invoice, extension) {
  const words = [kindTitle(invoice.kind), invoice.number, invoice.buyer?.name].filter(Boolean).join(' ')
  const safe = words.replace(/[\u0000-\u001f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '-').replace(/\s+/g, ' ').trim().slice(0, 120).replace(/[. ]+$/, '')
  return `${safe || 'Document'}.${extension}`
}

export function choose(accept, multiple = false) {
  return new Promise((resolve) => {
    const input = h('input', { type: 'file', accept, multiple })
    input.addEventListener('change', () => resolve([...input.files]))
    input.addEventListener('cancel', () => resolve([]))
    input.click()
  })
}
