// How the document looks: template, paper, language, logo and one colour.

import { button, h } from '../dom.js'
import { formats, isInvoice, languages } from '../document/document.js'
import { keepHabit } from '../storage/catalog.js'
import { field, noteFor } from './fields.js'
import { NoPicture, pictureOf } from './picture.js'

const TEMPLATES = [['classic', 'Classic'], ['modern', 'Modern'], ['minimal', 'Minimal']]
const COLORS = [
  ['#0f4c5c', 'Petrol'], ['#1b6b47', 'Green'], ['#1f4e8c', 'Blue'], ['#5b3a8e', 'Violet'], ['#9b2d45', 'Wine'], ['#b4541a', 'Rust'], ['#17191d', 'Black'],
]

export class Look {
  constructor(session, redraw) {
    this.session = session
    this.redraw = redraw
    this.element = h('section', { 'aria-labelledby': 'look-title' }, h('h2', { id: 'look-title' }, 'Look'),
      h('div', { class: 'row' },
        field('look.template', 'Template', { kind: 'select', attributes: { 'data-standard': 'classic' }, choices: TEMPLATES }),
        field('look.paper', 'Paper', { kind: 'select', attributes: { 'data-standard': 'a4' }, choices: [['a4', 'A4'], ['letter', 'Letter']] }),
        field('look.font', 'Font', { kind: 'select', attributes: { 'data-standard': 'sans' }, choices: [['sans', 'Noto Sans'], ['serif', 'Noto Serif']] }),
        field('look.language', 'Language', { kind: 'select', choices: languages, attributes: { 'data-standard': 'en' } }), this.#eInvoice()),
      h('div', { class: 'pair' }, this.#logo(), this.#colors()))
  }

  /** What an invoice's PDF holds for programs; remembered with the customer. */
  #eInvoice() {
    const { session } = this
    if (!isInvoice(session.invoice)) return ''
    const take = () => {
      session.hold(select.value)
      keepHabit('customer', session.get('buyer.name'), { format: select.value })
    }
    const select = h('select', { id: 'e-invoice', disabled: session.isReadOnly, onchange: take }, formats.map(([value, title]) => h('option', { value }, title)))
    select.value = session.format
    return h('div', { class: 'field' }, h('label', { for: 'e-invoice' }, 'E-invoice inside'), select)
  }

  #logo() {
    const logo = this.session.get('look.logo')
    const input = h('input', { type: 'file', accept: 'image/*', hidden: true, onchange: () => this.#take(input.files[0]) })
    const choose = button(logo ? 'Another logo' : 'Choose a logo', () => input.click(), { class: 'plain' })
    return h('div', { class: 'field' }, h('span', { class: 'title' }, 'Logo'),
      h('div', { class: 'logo' }, logo ? h('img', { src: `data:;base64,${logo}`, alt: 'Your logo' }) : '', choose,
        logo ? button('Remove', () => this.#set('look.logo', undefined), { class: 'link' }) : ''), input, this.problem = noteFor('look.logo'))
  }

  async #take(file) {
    if (!file) return
    try {
      this.#set('look.logo', await pictureOf(file))
    } catch (error) {
      if (!(error instanceof NoPicture)) throw error
      this.problem.textContent = error.message
      this.problem.hidden = false
    }
  }

  #set(path, value) {
    this.session.set(path, value)
    this.redraw()
  }

  #colors() {
    const current = this.session.get('look.accent')?.toLowerCase() ?? ''
    const own = current && !COLORS.some(([color]) => color === current)
    const swatch = ([color, name]) => {
      const dot = h('button', { type: 'button', class: 'swatch', 'aria-label': name, title: name, 'aria-pressed': String(color === current), onclick: () => this.#set('look.accent', color === current ? undefined : color) })
      dot.style.background = color
      return dot
    }
    const other = h('input', { type: 'color', class: 'swatch', 'aria-label': 'Another colour', title: 'Another colour', value: own ? current : '#888888', onchange: () => this.#set('look.accent', other.value) })
    return h('div', { class: 'field' }, h('span', { class: 'title' }, 'Colour'), h('div', { class: 'swatches', role: 'group', 'aria-label': 'Colour' }, COLORS.map(swatch), other), noteFor('look.accent'))
  }
}
