// The core in a thread of its own: typing stays smooth whatever an invoice costs, and a trap ends this thread alone.

import { loadFonts, Outdated, rolesOf } from './fonts.js'
import { given } from './given.js'

const FUNCTIONS = { check: 1, eInvoice: 2, addFont: 4, pages: 5, outlines: 6, pdf: 7, markedPages: 9 }
/** Outlines that the page has, by font: a redrawn page sends new ones only. */
const sent = new Map()
let core

/** A module's functions, once it is fetched and compiled. */
async function start(name) {
  let module
  const random_get = (address, count) => {
    crypto.getRandomValues(new Uint8Array(module.memory.buffer, address, count))
    return 0
  }
  const imports = { wasi_snapshot_preview1: { random_get } }
  const compiled = await given(name)
  module = (compiled ? await WebAssembly.instantiate(compiled, imports) : await fetched(name, imports)).exports
  module._initialize()
  return module
}

async function fetched(name, imports) {
  const answer = await fetch(new URL(`./${name}.wasm`, import.meta.url))
  if (answer.status === 404) throw new Outdated('This tab is of an earlier version of Studio. Reload it; what you wrote is saved.')
  return (await WebAssembly.instantiateStreaming(answer, imports)).instance
}

class Refused extends Error {
  constructor(bytes) {
    super('refused')
    this.bytes = bytes
  }
}

/** Bytes in, bytes out; the first byte of an answer says whether it is one (0) or a refusal (1). */
function call(module, request, run) {
  const place = module.freehold_alloc(request.length)
  new Uint8Array(module.memory.buffer, place, request.length).set(request)
  const answer = run(place, request.length)
  const length = new DataView(module.memory.buffer).getUint32(answer, true)
  const bytes = new Uint8Array(module.memory.buffer).slice(answer + 5, answer + 4 + length)
  const refused = new Uint8Array(module.memory.buffer)[answer + 4] !== 0
  module.freehold_free(place)
  module.freehold_free(answer)
  if (refused) throw new Refused(bytes)
  return bytes
}

const ask = (name, request) => call(core, request, (place, count) => core.freehold_call(FUNCTIONS[name] ?? name, place, count))

/** What reads invoices from elsewhere is a module of its own, fetched for the first of them; its memory is given back after each. */
async function read(request) {
  const reader = await start('read')
  return call(reader, request, reader.freehold_read)
}

/** Pages with the outlines of the glyphs that appear for the first time. */
function pages(name, request) {
  const orders = new Int32Array(ask(name, request).buffer)
  const outlines = []
  for (const [font, glyphs] of newGlyphs(orders)) {
    outlines.push({ font, glyphs, steps: new Int32Array(ask('outlines', new Uint8Array(Int32Array.of(font, ...glyphs).buffer)).buffer) })
  }
  return { orders, outlines }
}

function newGlyphs(orders) {
  const found = new Map()
  forEachText(orders, (font, glyph) => {
    if (!sent.has(font)) sent.set(font, new Set())
    if (sent.get(font).has(glyph)) return
    sent.get(font).add(glyph)
    if (!found.has(font)) found.set(font, [])
    found.get(font).push(glyph)
  })
  return found
}

/** Walks over painting orders as `PaintingOrders.swift` describes them. */
function forEachText(orders, see) {
  let at = 1
  for (let page = 0; page < orders[0]; page++) {
    const end = at + 3 + orders[at + 2]
    at += 3
    while (at < end) {
      switch (orders[at]) {
        case 1: at += 6; break
        case 2: at = afterPath(orders, at + 2); break
        case 3: at = afterPath(orders, at + 5 + orders[at + 4]); break
        case 4: {
          const count = orders[at + 4]
          for (let glyph = 0; glyph < count; glyph++) see(orders[at + 1], orders[at + 5 + glyph * 3])
          at += 5 + count * 3
          break
        }
        default: at += 5
      }
    }
  }
}

function afterPath(orders, at) {
  const count = orders[at++]
  for (let step = 0; step < count; step++) at += [0, 3, 3, 7, 1][orders[at]]
  return at
}

const started = start('core').then((module) => { core = module })

async function answer(name, request) {
  if (name === 'read') return { bytes: await read(request) }
  await started
  const isPages = name === 'pages' || name === 'markedPages'
  if (isPages || name === 'pdf') await loadFonts(rolesOf(request), (bytes) => ask('addFont', bytes))
  if (isPages) return pages(name, request)
  return { bytes: ask(name, request) }
}

addEventListener('message', async ({ data: { id, name, request } }) => {
  if (id === undefined) return
  try {
    const result = await answer(name, request)
    postMessage({ id, result }, [result.bytes?.buffer ?? result.orders.buffer])
  } catch (error) {
    if (error instanceof Refused) postMessage({ id, refusal: error.bytes })
    // After a trap nothing in the memory can be relied on: the page starts another worker.
    else if (error instanceof WebAssembly.RuntimeError || !core) postMessage({ id, broken: String(error) })
    else postMessage({ id, failed: error.message, outdated: error instanceof Outdated })
  }
})
