// Ties fields to the open document: typing changes the invoice, and a changed invoice shows in the fields.

import { isUnfinished, read, show } from './fields.js'

export function bind(root, session, { onchanged = () => {} } = {}) {
  root.addEventListener('input', ({ target }) => {
    if (target.dataset?.path === undefined || target.readOnly || isUnfinished(target)) return
    session.set(target.dataset.path, read(target))
    // The same field may stand in sight and behind "More".
    for (const other of root.querySelectorAll(`[data-path="${CSS.escape(target.dataset.path)}"]`)) if (other !== target) show(other, session.get(target.dataset.path))
    onchanged(target)
  })
  root.addEventListener('focusout', ({ target }) => {
    if (target.dataset?.path === undefined) return
    if (isUnfinished(target) && read(target) !== session.get(target.dataset.path)) session.set(target.dataset.path, read(target))
    show(target, session.get(target.dataset.path))
  })
}

export function refresh(root, session) {
  const locked = session.isReadOnly
  for (const control of root.querySelectorAll('[data-path]')) {
    show(control, session.get(control.dataset.path))
    control.disabled = locked
  }
}

/** Draws again by `draw`, and leaves the keyboard where it was. */
export function keepingFocus(root, draw) {
  const before = document.activeElement
  const path = root.contains(before) ? before.dataset.path : undefined
  const selection = path && before.selectionStart !== undefined && before.type === 'text' ? [before.selectionStart, before.selectionEnd] : undefined
  const open = [...root.querySelectorAll('details[data-fold][open]')].map((fold) => fold.dataset.fold)
  draw()
  for (const fold of root.querySelectorAll('details[data-fold]')) if (open.includes(fold.dataset.fold)) fold.open = true
  if (path === undefined) return
  const after = root.querySelector(`[data-path="${CSS.escape(path)}"]`)
  after?.focus({ preventScroll: true })
  if (after && selection) after.setSelectionRange(...selection)
}
