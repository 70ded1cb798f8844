// The keyboard: what the keys do everywhere, and the map of them.

import { byId, h } from './dom.js'
import { ask } from './dialogs.js'

const MAC = /Mac|iP(hone|ad)/.test(navigator.platform)
const COMMAND = MAC ? '⌘' : 'Ctrl'

const MAP = [
  ['In the lines', [['Enter', 'Add a line'], ['Alt ↑', 'Move the line up'], ['Alt ↓', 'Move the line down'], ['Alt Delete', 'Remove the line']]],
  ['Everywhere', [[`${COMMAND} Z`, 'Undo'], [`${COMMAND} Shift Z`, 'Redo'], [`${COMMAND} S`, 'Download the PDF'], ['/', 'Search the documents'], ['?', 'This map'], ['Esc', 'Close a menu or a dialog']]],
]

/** @param act { undo, redo, download, search, closeMenus } */
export function listenToKeys(act) {
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') act.closeMenus()
    if (event.altKey || document.querySelector('dialog[open]')) return
    const command = event.ctrlKey || event.metaKey
    const found = command ? withCommand(event, act) : alone(event, act)
    if (!found) return
    event.preventDefault()
    found()
  })
}

function withCommand(event, { undo, redo, download }) {
  if (byId('editor-view').hidden) return undefined
  const key = event.key.toLowerCase()
  if (key === 's' && !event.shiftKey) return download
  if (key === 'y' || (key === 'z' && event.shiftKey)) return redo
  return key === 'z' ? undo : undefined
}

function alone(event, { search }) {
  if (event.target.closest?.('input, select, textarea, [contenteditable]')) return undefined
  return { '/': search, '?': showKeys }[event.key]
}

export const showKeys = () => ask({
  title: 'Keyboard', cancel: 'Close',
  fields: MAP.map(([title, keys]) => h('section', { class: 'keymap' }, h('h3', {}, title), h('dl', {}, keys.map(([key, what]) =>
    h('div', {}, h('dt', {}, key.split(' ').map((one) => [h('kbd', {}, one), ' '])), h('dd', {}, what)))))),
})
