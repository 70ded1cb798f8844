// An invoice inside a link. It stands in the fragment, which browsers never send: https://…/studio#shared=….

const encoded = (bytes) => {
  let text = ''
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

const decoded = (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0))

const through = async (bytes, stream) => new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer())

/** More than a link can carry in mail programs. */
const LIMIT = 60_000
/** What a link may unpack to; a few bytes could become gigabytes otherwise. */
const UNPACKED = 8 << 20

export class TooLong extends Error {}

/** Without logo and attachments, which are too large for a link. */
export async function linkTo(invoice) {
  const { attachments, ...rest } = invoice
  if (rest.look?.logo) rest.look = { ...rest.look, logo: undefined }
  const packed = encoded(await through(new TextEncoder().encode(JSON.stringify(rest)), new CompressionStream('deflate-raw')))
  if (packed.length > LIMIT) throw new TooLong('This document is too long for a link. Send its JSON file instead.')
  return `${location.origin}${location.pathname}#shared=${packed}`
}

export async function invoiceIn(text) {
  const reader = new Blob([decoded(text)]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader()
  const parts = []
  let size = 0
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.length
    if (size > UNPACKED) throw new TooLong('This link holds more than a document.')
    parts.push(part.value)
  }
  return JSON.parse(await new Blob(parts).text())
}
