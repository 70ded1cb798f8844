// What stands around the document: menus, the choice of form or page, what the core has found in a word.

import { byId } from './dom.js'
import { money } from './document/numbers.js'

/** What an e-invoice of this format lacks. */
export const missingFor = (format, findings) => findings.filter(({ loss }) => loss !== 'nothing' && (loss !== 'xrechnung' || format.startsWith('xrechnung')))

/** What the core has found, in a word. */
export function showReport(session) {
  const { report } = session
  const missing = missingFor(session.format, report.findings)
  const plain = report.findings.some((finding) => finding.rule === 'kind' || finding.rule === 'taxes')
  const unreadable = missing.some((finding) => finding.loss === 'unreadable')
  const eInvoice = session.format === 'xrechnung' ? 'XRechnung' : 'e-invoice'
  const pill = byId('check')
  pill.className = `pill ${unreadable ? 'bad' : report.eInvoice ? 'good' : ''}`
  pill.textContent = unreadable ? 'Something cannot be read' : plain ? 'Plain PDF' : report.eInvoice ? `${eInvoice[0].toUpperCase()}${eInvoice.slice(1)} ready` : `${missing.length} to go for an ${eInvoice}`
  byId('due').textContent = money(report.totals?.due, session.get('currency'))
}

/** Whoever went through a menu by keyboard stands at its button again. */
export function closeMenus() {
  for (const menu of document.querySelectorAll('details.menu[open]')) {
    if (menu.contains(document.activeElement)) menu.querySelector('summary').focus()
    menu.open = false
  }
}

/** On a phone either the form or the page is in sight. */
export function showPart(view) {
  document.body.dataset.view = view
  for (const tab of document.querySelectorAll('button[data-view]')) tab.setAttribute('aria-pressed', String(tab.dataset.view === view))
}
