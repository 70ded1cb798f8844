// What the menu can do with the open document and with everything on this device.

import { ask, input } from './dialogs.js'
import { h, tell } from './dom.js'
import { missingFor } from './frame.js'
import { isPattern } from './document/numbering.js'
import { blankLine, isBlank, kindOf, kindTitle } from './document/document.js'
import { documentsToCSV, linesFromCSV, linesToCSV, textOf } from './files/csv.js'
import { choose, download, fileName } from './files/files.js'
import { linkTo } from './files/share.js'
import { patterns } from './history/numbers.js'
import { askNames } from './history/names-dialog.js'
import { askRepeat } from './history/repeat-dialog.js'
import { showKeys } from './keys.js'
import { downloadWith } from './credits/download.js'
import { say } from './texts/texts.js'
import * as backup from './storage/backup.js'
import { clearEverything } from './storage/clear.js'
import * as documents from './storage/documents.js'
import * as preferences from './storage/preferences.js'

const XML = { cii: 'Factur-X (CII)', ubl: 'UBL 2.1', xrechnung: 'XRechnung (CII)', 'xrechnung-ubl': 'XRechnung (UBL)' }

/** More of them than this nobody reads. */
const MOST_LOST = 200
const MOST_MISSING = 8

export const acts = {
  async share({ session }) {
    const link = await linkTo(session.invoice)
    await session.give()
    await ask({
      title: 'Share by link', action: 'Copy the link', cancel: 'Close',
      about: ['Whoever has this link sees this document. Its contents are in the link itself and are sent to no server; logo and attachments are left out.'],
      fields: [input('link', 'Link', { value: link, readOnly: true })],
      act: async () => { await navigator.clipboard.writeText(link); tell('The link is copied.') },
    })
  },

  async pdf({ session, core, credits }) {
    await session.flush()
    const { invoice, report, suggested } = session
    // While it is made, its number is not changed.
    session.suggested = undefined
    let way
    try {
      way = await downloadWith(credits, session.record.id, invoice.number ?? '',
        (marked) => core.bytes('pdf', { created: Math.floor(Date.now() / 1000), format: session.format, invoice, watermark: marked }),
        (bytes) => download(bytes, fileName(invoice, 'pdf'), 'application/pdf'))
    } finally {
      if (!way) session.suggested = suggested
    }
    if (!way) return
    await session.give(invoice.number)
    const told = report?.eInvoice ? 'Downloaded, with the e-invoice inside.' : 'Downloaded.'
    if (way === 'plain' || credits.said?.signed_in) tell(told)
    else tell(`${told} Signed in, it has no line at its foot.`, { title: 'Sign in', run: () => location.assign('/studio/sign-in') })
  },

  async exportJSON({ session }) {
    exportJSON(session)
    await session.give()
  },

  exportXML: async ({ session, core }) => {
    await ask({
      title: 'E-invoice as a file', action: 'Download', about: ['The invoice as data, for programs. PDF and XML say the same.'],
      fields: [h('div', { class: 'field' }, h('label', { for: 'ask-format' }, 'Format'), h('select', { id: 'ask-format', name: 'format' }, Object.entries(XML).map(([value, title]) => h('option', { value, selected: value === session.format }, title))))],
      act: async (form) => {
        const request = { format: form.get('format'), invoice: session.invoice }
        await mustBeComplete(core, request)
        download(await core.bytes('eInvoice', request), fileName(session.invoice, 'xml'), 'application/xml')
        await session.give()
      },
    })
  },

  exportLines({ session }) { download(linesToCSV(session.get('lines') ?? []), fileName(session.invoice, 'csv'), 'text/csv') },
  async exportList() { download(documentsToCSV(await documents.all()), 'Documents.csv', 'text/csv') },

  async importLines({ session, redraw }) {
    const [file] = await choose('.csv,text/csv')
    if (!file) return
    const lines = linesFromCSV(textOf(new Uint8Array(await file.arrayBuffer())))
    const kept = (session.get('lines') ?? []).filter((line) => !isBlank(line))
    session.replace({ ...session.invoice, lines: [...kept, ...lines] })
    redraw()
    tell(lines.length === 1 ? 'One line was added.' : `${lines.length} lines were added.`)
  },

  async importFiles({ core, create, reload }) {
    const files = await choose('.json,.xml,.pdf,.fhstudio,application/json,application/xml,application/pdf', true)
    const failures = []
    for (const file of files) {
      try {
        await importFile(file, core, create)
      } catch (error) {
        // The others are opened all the same.
        failures.push(`${file.name}: ${say(error.message)}`)
      }
    }
    if (files.length) await reload()
    if (failures.length) throw new Error(failures.join(' '))
  },

  async backup() {
    await ask({
      title: 'Back up everything', action: 'Download the backup',
      about: ['One encrypted file with all documents, customers, products and settings of this device. Without the passphrase nobody can open it, you neither.'],
      fields: [input('passphrase', 'Passphrase', { type: 'password', minlength: 8, required: true }), input('again', 'Once more', { type: 'password', required: true })],
      act: async (form) => {
        if (form.get('passphrase') !== form.get('again')) throw new TypeError('The two passphrases differ.')
        download(await backup.make(form.get('passphrase')), `Studio ${new Date().toISOString().slice(0, 10)}.fhstudio`)
      },
    })
  },

  async numbering({ session }) {
    const ways = await patterns()
    const kind = kindOf(session.invoice)
    await ask({
      title: 'Numbers', action: 'Save',
      about: ['{year} or {yy}, {month}, {client} for the customer, {n:3} for the count in three digits. The count begins again with each year or customer that the pattern names; kinds with one pattern share it.'],
      fields: [input('pattern', `Pattern for: ${kindTitle(kind)}`, { value: ways[kind], required: true }), input('days', 'Days to pay', { type: 'number', min: 0, max: 365, value: await preferences.read('daysToPay', 14) })],
      act: async (form) => {
        if (!isPattern(form.get('pattern'))) throw new TypeError('The pattern needs {n}, and nothing else in braces but year, yy, month and client.')
        await preferences.write('numbering', { ...ways, [kind]: form.get('pattern') })
        await preferences.write('daysToPay', Number(form.get('days')))
      },
    })
    session.dispatchEvent(new CustomEvent('change', { detail: { wholly: true } }))
  },

  names: askNames,
  repeat: ({ session }) => askRepeat(session),
  keyboard: showKeys,

  async clear({ session, credits }) {
    let left = []
    const done = await ask({
      title: 'Clear everything', action: 'Delete everything on this device', danger: true,
      about: ['All documents, customers, products and settings of Studio in this browser, and its offline copy. This cannot be undone; a backup can be made first.'],
      act: async () => {
        credits.end()
        await session?.abandon()
        left = await clearEverything()
      },
    })
    if (done) cleared(left)
  },
}

export function exportJSON({ invoice }) { download(JSON.stringify(invoice, null, 2) + '\n', fileName(invoice, 'json'), 'application/json') }

/** What a format asks for may be more than what the notes beside the fields say. */
async function mustBeComplete(core, request) {
  const { eInvoice, findings } = await core.json('check', request)
  if (eInvoice) return
  const missing = missingFor(request.format, findings).map(({ sentence, advice }) => `${say(sentence)} ${say(advice)}`)
  const rest = missing.length > MOST_MISSING ? [`And ${missing.length - MOST_MISSING} more.`] : []
  throw new Error(['This is missing:', ...missing.slice(0, MOST_MISSING), ...rest].join('\n'))
}

/** A backup, or an invoice as JSON, as XML or inside a PDF. */
async function importFile(file, core, create) {
  const bytes = new Uint8Array(await file.arrayBuffer())
  if (!backup.isBackup(bytes)) return create(await readable(core, bytes), 'file')
  let taken = 0
  const done = await ask({
    title: 'Open a backup', action: 'Open', about: ['What is on this device stays; of a document that is in both, the newer one is kept.'],
    fields: [input('passphrase', 'Passphrase', { type: 'password', required: true })],
    act: async (form) => { taken = await backup.restore(bytes, form.get('passphrase')) },
  })
  if (done) tell(`${taken} documents were taken in.`)
}

/** What the core can read of an invoice (bytes, or JSON as an object) that was written elsewhere; what it cannot is told. */
export async function readable(core, written) {
  const { invoice, findings } = await core.json('read', written)
  if (findings.length) tellLost(findings)
  return invoice.lines?.length ? invoice : { ...invoice, lines: [blankLine(invoice.seller)] }
}

/** A toast is gone soon; what several things of a file come to is read in peace. */
function tellLost(findings) {
  const words = ({ field, sentence }) => `${field.split('/').slice(-2).join(' › ') || 'The file'}: ${say(sentence)}`
  if (findings.length === 1) return tell(words(findings[0]))
  ask({
    title: 'Not everything was taken over', cancel: 'Close', about: [`${findings.length} things of this file could not be read, or have no place in a document of Studio.`],
    fields: [h('ul', { class: 'finding-list long', tabindex: '0', 'aria-label': 'What is missing' }, findings.slice(0, MOST_LOST).map((finding) => h('li', {}, words(finding))))],
  })
}

export function cleared(left) {
  document.body.replaceChildren(h('main', { class: 'cleared', tabindex: '-1' },
    h('h1', {}, left.length ? 'Not everything could be cleared' : 'Everything is gone'),
    h('p', {}, left.length ? `This browser still holds: ${left.join(', ')}.` : 'This browser holds nothing of Studio any more: no documents, no settings, no offline copy. That was looked up just now.'),
    h('p', {}, h('a', { href: location.pathname, class: 'button' }, 'Start anew'))))
  document.querySelector('main').focus()
}
