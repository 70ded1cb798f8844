// The core in a thread of its own: typing stays smooth whatever an invoice costs, and a trap ends this thread alone. One classic
// script, which imports nothing: each file more is a way to the server before the first page is there.

const FUNCTIONS = { check: 1, eInvoice: 2, addFont: 4, pages: 5, outlines: 6, pdf: 7, markedPages: 9 }
const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** The server has another version of Studio by now. */
class Outdated extends Error {}

class Refused extends Error {
  constructor(bytes) {
    super('refused')
    this.bytes = bytes
  }
}

// What the page hands over, because it could begin earlier: the compiled core, and the fonts that every document has.

const things = new Map((self.name === 'given' ? ['core', 'latin/regular', 'latin/bold'] : []).map((name) => {
  let resolve
  const promise = new Promise((take) => { resolve = take })
  return [name, { promise, resolve }]
}))

/** A promise of it; nothing where the page has none. */
const given = (name) => things.get(name)?.promise

async function fetched(path) {
  const answer = await fetch(new URL(path, self.location))
  if (answer.status === 404) throw new Outdated('This tab is of an earlier version of Studio. Reload it; what you wrote is saved.')
  return answer
}

// The core.

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
  const instance = compiled ? await WebAssembly.instantiate(compiled, imports)
    : (await WebAssembly.instantiateStreaming(await fetched(`./${name}.wasm`), imports)).instance
  module = instance.exports
  module._initialize()
  return module
}

/** Bytes in, in one piece or several, bytes out; the first byte of an answer says whether it is one (0) or a refusal (1). */
function call(module, pieces, run) {
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0)
  const place = module.freehold_alloc(length)
  const request = new Uint8Array(module.memory.buffer, place, length)
  let at = 0
  for (const piece of pieces) {
    request.set(piece, at)
    at += piece.length
  }
  const answer = run(place, length)
  const end = answer + 4 + new DataView(module.memory.buffer).getUint32(answer, true)
  const bytes = new Uint8Array(module.memory.buffer).slice(answer + 5, end)
  const refused = new Uint8Array(module.memory.buffer)[answer + 4] !== 0
  module.freehold_free(place)
  module.freehold_free(answer)
  if (refused) throw new Refused(bytes)
  return bytes
}

const ask = (name, ...request) => call(core, request, (place, count) => core.freehold_call(FUNCTIONS[name] ?? name, place, count))

/** What reads invoices from elsewhere is a module of its own, fetched for the first of them; its memory is given back after each. */
async function read(request) {
  const reader = await start('read')
  return call(reader, [request], reader.freehold_read)
}

// Which fonts a document needs, each once. Every document has two, of one family; Arabic, Hebrew and the Swiss payment part bring
// their own. Of a Latin font most documents need a tenth: that comes as a file of its own, and the whole font in its place when a
// document has other characters.

/** What the small file of a font lacks; it has Latin letters, punctuation, currencies. Scripts/latin-font reads them here. */
const NOT_LATIN = /[^\u0000-\u017f\u0218-\u021b\u2000-\u209c\u20a0-\u20cf\u2116\u2122\u2190-\u2193\u2212\u2260\u2264\u2265]/
const NEEDS = [
  [/[\u0590-\u05ff\ufb1d-\ufb4f]|"language":"he/, ['regular.hebrew', 'bold.hebrew']],
  [/[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]|"language":"ar/, ['regular.arabic', 'bold.arabic']],
  [/"qr":"swiss"/, ['swiss.regular', 'swiss.bold']],
]

/** The file that each role was loaded from. */
const loaded = new Map()
const small = (role) => `latin/${role}`

/** Nearly every document has these: they are fetched while the core is compiled. What fails is fetched again when it is needed. */
const early = new Map(['regular', 'bold'].map(small).map((file) => [file, fetchFont(file).catch(() => undefined)]))

/** The roles of a document, each with the file that it needs. */
function fontsOf(request) {
  const text = decoder.decode(request).replace(/\\u([0-9a-f]{4})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16)))
  const family = text.includes('"font":"serif"') ? 'serif.' : ''
  const fileOf = NOT_LATIN.test(text) ? (role) => role : small
  const own = ['regular', 'bold', ...NEEDS.filter(([pattern]) => pattern.test(text)).flatMap(([, roles]) => roles)]
  const roles = own.map((role) => (role.startsWith('swiss.') ? role : family + role))
  return roles.map((role) => [role, /\.(arabic|hebrew)$/.test(role) ? role : fileOf(role)])
}

/** A role's whole font stays; its small file makes room for it. */
const isLoaded = ([role, file]) => loaded.get(role) === file || loaded.get(role) === role

async function loadFonts(wanted) {
  const missing = wanted.filter((font) => !isLoaded(font))
  const fonts = await Promise.all(missing.map(async ([, file]) => await early.get(file) ?? fetchFont(file)))
  missing.forEach(([role, file], index) => {
    early.delete(file)
    if (isLoaded([role, file])) return
    ask('addFont', encoder.encode(`${role}\0`), fonts[index])
    loaded.set(role, file)
  })
}

async function fetchFont(file) {
  const bytes = await given(file)
  if (bytes) return new Uint8Array(bytes)
  const answer = await fetched(`../fonts/${file}.ttf`)
  if (!answer.ok) throw new Error('A font of this document could not be loaded. It is needed once while there is a network.')
  return new Uint8Array(await answer.arrayBuffer())
}

// Pages.

/** Outlines that the page has, by font: a redrawn page sends new ones only. */
const sent = new Map()

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

// Calls.

const started = start('core').then((module) => { core = module })

async function answer(name, request) {
  if (name === 'read') return { bytes: await read(request) }
  await started
  const isPages = name === 'pages' || name === 'markedPages'
  if (isPages || name === 'pdf') await loadFonts(fontsOf(request))
  if (isPages) return pages(name, request)
  return { bytes: ask(name, request) }
}

addEventListener('message', async ({ data: { id, name, request, given, thing } }) => {
  if (given) return things.get(given)?.resolve(thing)
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
