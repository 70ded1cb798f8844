// Hands what was made here to the browser as a download.

export function download(contents, name, type) {
  const address = URL.createObjectURL(contents instanceof Blob ? contents : new Blob([contents], { type }))
  const link = Object.assign(document.createElement('a'), { href: address, download: name })
  document.body.append(link)
  link.click()
  link.remove()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

/** "Invoice 2026-001 Aurora GmbH.pdf", without what file systems refuse. */
export function safeName(words, extension) {
  const safe = words.filter(Boolean).join(' ').replace(/[\u0000-\u001f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '-')
    .replace(/\s+/g, ' ').trim().slice(0, 120).replace(/[. ]+$/, '')
  return `${safe || 'Document'}.${extension}`
}
