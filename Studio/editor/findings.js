// Puts what the core found at its field, in the core's words. A field speaks once a person has been there; after "Show all"
// every field does.

import { button, byId, h } from '../dom.js'
import { upwards } from '../document/path.js'
import { language, say } from '../texts/texts.js'

/** Nothing that a person would have to do. */
const REMARKS = new Set(['kind', 'taxes'])

export class Findings {
  #touched = new Set()
  #all = false
  #findings = []
  /** (path) → draws the field if it is not there yet. */
  reveal = () => {}

  constructor(root) {
    this.root = root
    root.addEventListener('focusout', ({ target }) => {
      const path = target.dataset?.path
      if (path === undefined || this.#touched.has(path)) return
      this.#touched.add(path)
      this.draw()
    })
  }

  reset(showAll) {
    this.#touched.clear()
    this.#all = showAll
  }

  get open() { return this.#findings.filter((finding) => !REMARKS.has(finding.rule)) }

  show(findings) {
    this.#findings = findings
    this.draw()
  }

  draw() {
    const notes = new Map([...this.root.querySelectorAll('[data-note]')].map((note) => [note.dataset.note, note]))
    const texts = new Map()
    for (const finding of this.open) {
      const place = [...upwards(finding.field)].find((path) => path !== '' && notes.has(path))
      if (!place || !this.#speaks(finding, place)) continue
      texts.set(place, [...(texts.get(place) ?? []), finding])
    }
    for (const [path, note] of notes) this.#write(path, note, texts.get(path) ?? [])
  }

  #speaks(finding, place) {
    if (this.#all || finding.loss === 'unreadable') return true
    return [finding.field, place].some((path) => this.#touched.has(path)) || [...this.#touched].some((path) => path.startsWith(`${finding.field}.`) || path.startsWith(`${place}[`))
  }

  #write(path, note, found) {
    // Of a field that cannot be read, nothing else can be said; and whoever types into it needs no word on files.
    const unread = new Set(found.filter((finding) => finding.loss === 'unreadable').map((finding) => finding.field))
    const findings = found.filter((finding) => finding.loss === 'unreadable' || !unread.has(finding.field))
      .map((finding) => (finding.rule === 'form' ? { ...finding, advice: '' } : finding))
    const text = findings.map((finding) => say(finding.sentence) + (finding.advice ? ` ${say(finding.advice)}` : '')).join(' ')
    if (note.textContent !== text) Object.assign(note, { textContent: text, lang: language, dir: 'auto' })
    note.hidden = text === ''
    note.classList.toggle('soft', findings.every((finding) => finding.loss === 'nothing'))
    const control = note.id ? this.root.querySelector(`[aria-describedby="${note.id}"]`) : undefined
    if (!control) return
    if (findings.some((finding) => finding.loss !== 'nothing')) control.setAttribute('aria-invalid', 'true')
    else control.removeAttribute('aria-invalid')
  }

  /** Everything at once, each with a way to its field. */
  list(report) {
    this.#all = true
    this.draw()
    return h('ul', { class: 'finding-list' }, this.open.map((finding) => h('li', { class: finding.loss === 'nothing' ? 'soft' : '' },
      h('p', { lang: language, dir: 'auto' }, say(finding.sentence)), h('p', { class: 'quiet', lang: language, dir: 'auto' }, say(finding.advice)),
      button('Go to the field', () => this.go(finding), { class: 'link' }))))
  }

  go(finding) {
    byId('findings').close()
    this.reveal(finding.field)
    for (const path of upwards(finding.field)) {
      const place = path && (this.root.querySelector(`[data-path="${CSS.escape(path)}"]`) ?? this.root.querySelector(`[data-path^="${CSS.escape(path)}."], [data-path^="${CSS.escape(path)}["]`))
      if (!place) continue
      place.closest('details')?.setAttribute('open', '')
      document.body.dataset.view = 'edit'
      place.focus()
      place.scrollIntoView({ block: 'center' })
      return
    }
  }
}
