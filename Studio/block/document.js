// The button of a `document` block in a Stack app. The rows come from the app's own page, as this visitor may read them;
// the PDF is made here, by the core that Studio uses. `place` is the block's element, as `DocumentView.swift` writes it.

import { Core, CoreBroke } from '../core/core.js'
import { download, safeName } from '../files/download.js'

let core
const ready = () => (core ??= new Core())

export function offer(place) {
  const button = place.querySelector('button')
  const [status, alert] = ['status', 'alert'].map((role) => place.querySelector(`[role=${role}]`))
  const say = (text, problem = '') => { status.textContent = text; alert.textContent = problem }
  let busy = false
  button.addEventListener('click', async () => {
    if (busy) return
    busy = true
    button.setAttribute('aria-disabled', 'true')
    try {
      say('Reading the data…')
      const invoice = await rows(place.dataset.document)
      say('Making the PDF…')
      say(await make(invoice, place.dataset.name))
    } catch (error) {
      say('', sentence(error))
    }
    button.removeAttribute('aria-disabled')
    busy = false
  })
  // The core is on its way before the click.
  for (const event of ['pointerenter', 'focus']) button.addEventListener(event, ready, { once: true })
  button.hidden = false
}

class Told extends Error {}

async function rows(address) {
  const answer = await fetch(address, { headers: { Accept: 'application/json' }, cache: 'no-store' })
  if (answer.ok) return answer.json()
  if (answer.status === 401) throw new Told('You are signed out. Reload the page to sign in again.')
  const problem = /json/.test(answer.headers.get('content-type') ?? '') ? await answer.json() : {}
  throw new Told([problem.title, problem.advice].filter(Boolean).join(' ') || 'The server did not answer as it should.')
}

/** @returns what to say when the PDF is on its way. */
async function make(invoice, title) {
  const { eInvoice, findings } = await ready().json('check', invoice)
  const unreadable = findings.find((finding) => finding.loss === 'unreadable')
  if (unreadable) throw new Told(`${unreadable.field}: ${unreadable.sentence} Tell whoever builds this app.`)
  const pdf = await ready().bytes('pdf', { created: Math.floor(Date.now() / 1000), format: 'cii', invoice })
  const name = safeName([title, invoice.number, invoice.buyer?.name], 'pdf')
  download(pdf, name, 'application/pdf')
  const left = findings.filter(({ rule }) => rule === 'logo' || rule === 'characters').map(({ sentence }) => ` ${sentence}`).join('')
  if (eInvoice) return `“${name}” is downloaded, with the e-invoice inside.${left}`
  const missing = findings.find((finding) => finding.loss === 'e-invoice')
  return `“${name}” is downloaded.${missing ? ` It holds no e-invoice: ${missing.sentence}` : ''}${left}`
}

function sentence(error) {
  if (error instanceof CoreBroke) return 'The PDF could not be made. Try again.'
  if (error instanceof TypeError) return 'The server could not be reached. Try again when there is a network.'
  return error.message
}
