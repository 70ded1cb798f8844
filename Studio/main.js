// Studio's page: opens a document, follows the address, and joins editor, preview, list and menu. Addresses live in the
// fragment alone: #document=ID, #documents, #shared=….

import { acts, cleared, exportJSON, readable } from './acts.js'
import { CoreBroke, Outdated } from './core/core.js'
import { core } from './core/started.js'
import { Credits } from './credits/credits.js'
import { showCredits } from './credits/view.js'
import { byId, h, button, tell } from './dom.js'
import { blank, isFromElsewhere, kinds, kindTitle, paymentAmong, recordOf } from './document/document.js'
import { today } from './document/days.js'
import { Session } from './document/session.js'
import { Editor } from './editor/editor.js'
import { bannerOf, leave, STATES } from './editor/state.js'
import { closeMenus, showPart, showReport } from './frame.js'
import { invoiceIn } from './files/share.js'
import { DocumentsView } from './history/documents-view.js'
import { newNumber, wantsAnother } from './history/numbers.js'
import { makeDrafts } from './history/repeats.js'
import { listenToKeys } from './keys.js'
import { Preview } from './preview/preview.js'
import { isFull } from './storage/database.js'
import * as documents from './storage/documents.js'
import * as preferences from './storage/preferences.js'
import { listen } from './storage/tabs.js'
import { loadTexts } from './texts/texts.js'
import { offerReload, watchForUpdates } from './update.js'

core.onbroken = () => tell('The core stumbled and was started again. Nothing that you wrote is lost.')
const preview = new Preview(byId('pages'), core)
const credits = new Credits(document.body.dataset.credits === 'on')
let schema, session, editor
let daysToPay = 14

const list = new DocumentsView({ create, begin: () => createBlank('invoice'), open: () => run('importFiles'), daysToPay: () => daysToPay, removing })

// Opening

/** @returns whether it is open: where something unsaved would be lost, the person decides */
async function openRecord(record, take = false) {
  if (session && !await leave(session, exportJSON)) {
    showState()
    addressIt()
    showView('editor')
    return false
  }
  const opened = new Session(core, record)
  session = opened
  const root = byId('editor').cloneNode(false)
  root.inert = false
  byId('editor').replaceWith(root)
  for (const name of ['saved', 'trouble', 'change']) opened.addEventListener(name, () => { if (session === opened) showState() })
  opened.addEventListener('report', () => { if (session === opened) showReport(session) })
  opened.addEventListener('change', () => { if (session === opened) draw() })
  opened.addEventListener('broken', () => tell('The core cannot work with this document. Take the last change back.'))
  await opened.start(take)
  editor = new Editor(root, schema, opened)
  editor.findings.reset(record.version > 0)
  draw()
  addressIt()
  showView('editor')
  showState()
  return true
}

const draw = () => session && preview.draw(session.invoice, credits.marks(session.record.id, session.invoice.number ?? ''))

/** A number that comes along from elsewhere stays. @returns whether the new document is open */
async function create(invoice, from, format) {
  const record = recordOf(invoice, from, format)
  let suggested
  const opened = await leaving(async () => {
    if (!invoice.number || await wantsAnother(record)) suggested = await newNumber(record)
    return openRecord(suggested ? { ...record, invoice: { ...invoice, number: suggested } } : record)
  })
  if (!opened) return false
  session.suggested = suggested
  // What was made from another document is worth keeping at once; a blank one is kept from its first change.
  if (from) session.keep()
  // Who has never said who he is begins with that, at the top.
  const first = invoice.seller?.name ? 'buyer.name' : 'seller.name'
  editor.root.querySelector(`[data-path="${first}"]`)?.focus({ preventScroll: !invoice.seller?.name })
  return true
}

const createBlank = (kind) => leaving(async () => {
  const records = await documents.newestFirst()
  const last = (records.find((record) => !isFromElsewhere(record)) ?? records[0])?.invoice
  return create(blank(kind, last, daysToPay, paymentAmong(records, last?.seller)))
})

/** What is typed while another document is on its way would land in the one that is left. */
async function leaving(work) {
  const left = byId('editor')
  left.inert = true
  try {
    return await work()
  } finally {
    left.inert = false
  }
}

async function follow() {
  const address = new URLSearchParams(location.hash.slice(1))
  if (address.has('shared')) return openShared(address.get('shared'))
  if (location.hash === '#documents') return showDocuments()
  const wanted = address.get('document')
  if (session && wanted === session.record.id) return showView('editor')
  const found = wanted ? await documents.find(wanted) : undefined
  if (wanted && !found) tell('This document is not on this device.')
  const record = found ?? (session ? undefined : await documents.newest())
  if (record) await openRecord(record)
  else if (!session) await createBlank('invoice')
}

async function openShared(text) {
  history.replaceState(null, '', location.pathname)
  try {
    const invoice = await readable(core, await invoiceIn(text))
    tell(await create(invoice, 'shared') ? 'This document came by link. It is on this device now.' : 'The document of the link was not opened. Open the link once more.')
  } catch (error) {
    tell(`The link could not be read: ${error.message}`)
    await follow()
  }
}

// What is on screen

function showView(name) {
  byId('editor-view').hidden = name !== 'editor'
  byId('documents-view').hidden = name !== 'documents'
  document.body.dataset.place = name
  document.title = name === 'documents' ? 'Documents · Freehold Studio' : titleOf(session.invoice)
}

async function showDocuments() {
  await session?.flush()
  await list.load()
  showView('documents')
  byId('search').focus()
}

const titleOf = (invoice) => `${kindTitle(invoice.kind)} ${invoice.number ?? ''} · Freehold Studio`

let persisting = false

function showState() {
  // Asked for once there is something to keep: a browser short of room then clears other sites first.
  if (!persisting && session.record.version > 0) {
    persisting = true
    navigator.storage?.persist?.()
  }
  byId('state').textContent = STATES[session.state]
  byId('undo').disabled = !session.canUndo
  byId('redo').disabled = !session.canRedo
  byId('banner').replaceChildren(...bannerOf(session, {
    take: () => openFresh(session.record.id), kept: () => { addressIt(); editor.redraw() }, save: () => run('exportJSON'), drop: letGo,
  }))
  byId('banner').hidden = byId('banner').childElementCount === 0
  document.body.classList.toggle('locked', session.isReadOnly)
  if (byId('editor-view').hidden) return
  document.title = titleOf(session.invoice)
  if (editor && editor.isLocked !== session.isReadOnly) editor.redraw()
}

const addressIt = () => history.replaceState(null, '', `#document=${session.record.id}`)

/** What is stored, in place of what is here; that can be taken back. */
async function openFresh(id) {
  const mine = session.isSaved ? undefined : session.invoice
  const record = await documents.find(id)
  if (!record && mine) return session.outlive()
  if (!record) return letGo()
  await session.abandon()
  await openRecord(record, true)
  if (!mine) return
  session.follow(mine)
  showState()
  tell('This is the newer one. Undo brings yours back.')
}

/** No document is open any more. */
async function letGo() {
  await session.abandon()
  session = undefined
  location.hash = '#documents'
}

/** @returns the newest there is of a document that is about to be removed */
async function removing(record) {
  if (session?.record.id !== record.id) return record
  await session.flush()
  const last = { ...record, ...session.record }
  await session.abandon()
  session = undefined
  return last
}

// Menu, keys, other tabs

async function run(name) {
  closeMenus()
  try {
    await acts[name]({ session, core, credits, create, reload: () => list.load(), redraw: () => editor.redraw() })
  } catch (error) {
    tell(error.message)
  }
}

function prepareControls() {
  for (const place of document.querySelectorAll('[data-act]')) place.addEventListener('click', () => run(place.dataset.act))
  byId('undo').addEventListener('click', () => session.undo())
  byId('redo').addEventListener('click', () => session.redo())
  byId('check').addEventListener('click', () => {
    byId('finding-list').replaceChildren(editor.findings.list(session.report))
    byId('findings-title').textContent = session.report.eInvoice ? 'This is an e-invoice' : 'Before it is an e-invoice'
    byId('no-findings').hidden = editor.findings.open.length > 0
    byId('findings-about').hidden = editor.findings.open.length === 0
    byId('findings').showModal()
  })
  for (const [kind, title] of kinds) byId('new-kinds').append(button(title, () => { closeMenus(); createBlank(kind) }))
  for (const tab of document.querySelectorAll('[data-view]')) if (tab !== document.body) tab.addEventListener('click', () => showPart(tab.dataset.view))
  document.addEventListener('click', ({ target }) => { for (const menu of document.querySelectorAll('details.menu[open]')) if (!menu.contains(target)) menu.open = false })
  listenToKeys({
    undo: () => session.undo(), redo: () => session.redo(), download: () => run('pdf'), closeMenus,
    search: () => { location.hash = '#documents' },
  })
  preview.addEventListener('problem', showTrouble)
  addEventListener('beforeunload', (event) => { if (session && !session.isSaved) event.preventDefault() })
  addEventListener('hashchange', follow)
}

const saveAll = () => session?.flush()

/** A core that broke is told by itself. */
function showTrouble() {
  if (preview.problem instanceof Outdated) offerReload(saveAll)
  else if (!(preview.problem instanceof CoreBroke)) tell(preview.problem.message)
}

let counting

async function heard({ kind }) {
  // Another tab tells of each key: its number counts once it rests.
  clearTimeout(counting)
  if (kind === 'cleared') {
    credits.end()
    await session?.abandon()
    cleared([])
  } else if (kind === 'paid') await credits.heard()
  else if (!byId('documents-view').hidden) await list.load()
  else counting = setTimeout(() => editor?.renumber(), 300)
}

/** What is here can be read and given out all the same; the drafts are made once there is room. */
function roomless(error) {
  if (!isFull(error)) throw error
  tell('A draft is due, but this browser gives Studio no more room.')
  return 0
}

async function loadSchema() {
  const answer = await fetch(new URL('./schema/invoice.json', import.meta.url))
  if (!answer.ok) throw new Error('A part of it could not be loaded.')
  return answer.json()
}

async function start() {
  prepareControls()
  listen(heard)
  daysToPay = await preferences.read('daysToPay', 14)
  await credits.recall()
  schema = (await Promise.all([loadSchema(), loadTexts()]))[0]
  const made = await makeDrafts(today(), daysToPay).catch(roomless)
  await follow()
  document.body.classList.add('ready')
  showCredits(byId('credits'), credits)
  credits.addEventListener('change', draw)
  credits.start().catch((error) => tell(error.message))
  if (made) tell(made === 1 ? 'A draft was due and lies among the documents.' : `${made} drafts were due and lie among the documents.`, { title: 'Documents', run: () => { location.hash = '#documents' } })
  await watchForUpdates(saveAll)
}

start().catch((error) => {
  byId('banner').replaceChildren(h('p', {}, `Studio could not start: ${error.message}`), h('a', { href: location.pathname, class: 'button' }, 'Try again'))
  byId('banner').hidden = false
})
