// Questions that need an answer before something happens.

import { button, h } from './dom.js'

/**
 * Shows a form in a dialog; without an action it only tells. @param fields elements; @param act (FormData) → runs; what it throws is shown and the dialog stays.
 * @returns whether it was done.
 */
export function ask({ title, about = [], fields = [], action, act, danger = false, cancel = 'Cancel' }) {
  return new Promise((resolve) => {
    let done = false
    const problem = h('p', { class: 'problem', role: 'alert', hidden: true })
    const submit = action ? h('button', { class: danger ? 'bad' : '' }, action) : ''
    const form = h('form', { method: 'dialog' }, h('h2', {}, title), about.map((text) => (typeof text === 'string' ? h('p', {}, text) : text)), fields, problem,
      h('div', { class: 'choices' }, button(cancel, () => dialog.close(), { class: 'plain' }), submit))
    const dialog = h('dialog', { 'aria-label': title, onclose: () => { dialog.remove(); resolve(done) } }, form)
    form.addEventListener('submit', async (event) => {
      event.preventDefault()
      if (!action) return dialog.close()
      submit.disabled = true
      try {
        await act(new FormData(form))
        done = true
        dialog.close()
      } catch (error) {
        problem.textContent = error.message
        problem.hidden = false
      }
      submit.disabled = false
    })
    document.body.append(dialog)
    dialog.showModal()
  })
}

/** Several ways on. @param ways [value, title, class][] @returns the value of the one that was taken, or nothing */
export async function choose({ title, about, ways, stay }) {
  let taken
  await ask({
    title, about, cancel: stay,
    fields: h('div', { class: 'ways' }, ways.map(([value, words, kind]) =>
      button(words, ({ target }) => { taken = value; target.closest('dialog').close() }, { class: kind }))),
  })
  return taken
}

export function input(name, title, attributes = {}) {
  return h('div', { class: 'field' }, h('label', { for: `ask-${name}` }, title), h('input', { id: `ask-${name}`, name, autocomplete: 'off', ...attributes }))
}
