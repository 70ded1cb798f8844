// The pages beside the form: the same layout that becomes the PDF, painted again after each change.

import { h } from '../dom.js'
import { Outlines } from './outlines.js'
import { paint } from './paint.js'
import { pagesOf } from './orders.js'

export class Preview extends EventTarget {
  #root
  #core
  #outlines = new Outlines()
  #generation = 0
  #wanted
  #busy = false
  #pages = []
  #logo
  #logoText
  #visible = new Set()
  #observer

  constructor(root, core) {
    super()
    this.#root = root
    this.#core = core
    this.#observer = new IntersectionObserver((entries) => this.#saw(entries), { rootMargin: '50% 0px' })
    addEventListener('beforeprint', () => this.#paintAll())
    new ResizeObserver(() => this.#paintVisible()).observe(root)
  }

  /** Draws the newest invoice, `marked` by the line at its foot; while the core works, later ones wait as one. */
  async draw(invoice, marked = false) {
    this.#wanted = { invoice, marked }
    if (this.#busy) return
    this.#busy = true
    while (this.#wanted) {
      const next = this.#wanted
      this.#wanted = undefined
      try {
        await this.#draw(next)
      } catch (error) {
        this.problem = error
        this.dispatchEvent(new Event('problem'))
      }
    }
    this.#busy = false
  }

  async #draw({ invoice, marked }) {
    const { orders, outlines } = await this.#core.ask(marked ? 'markedPages' : 'pages', invoice)
    if (this.#generation !== this.#core.generation) {
      this.#outlines.forget()
      this.#generation = this.#core.generation
    }
    this.#outlines.take(outlines)
    await this.#loadLogo(invoice.look?.logo)
    this.#pages = pagesOf(orders)
    this.#fit()
    this.#paintVisible()
    this.problem = undefined
    this.dispatchEvent(new Event('drawn'))
  }

  async #loadLogo(text) {
    if (text === this.#logoText) return
    this.#logoText = text
    this.#logo = text ? await createImageBitmap(new Blob([Uint8Array.from(atob(text), (char) => char.charCodeAt(0))])) : undefined
  }

  /** As many sheets as there are pages; those that stay are kept. */
  #fit() {
    while (this.#root.childElementCount > this.#pages.length) {
      this.#observer.unobserve(this.#root.lastElementChild)
      this.#visible.delete(this.#root.lastElementChild)
      this.#root.lastElementChild.remove()
    }
    while (this.#root.childElementCount < this.#pages.length) {
      const sheet = h('canvas', { class: 'page', role: 'img' })
      this.#root.append(sheet)
      this.#observer.observe(sheet)
      if (this.#root.childElementCount <= 2) this.#visible.add(sheet)
    }
    ;[...this.#root.children].forEach((sheet, index) => sheet.setAttribute('aria-label', `Page ${index + 1} of ${this.#pages.length}`))
  }

  #saw(entries) {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) this.#visible.add(target)
      else this.#visible.delete(target)
    }
    this.#paintVisible()
  }

  #paintAll() {
    for (const sheet of this.#root.children) this.#visible.add(sheet)
    this.#paintVisible()
  }

  #paintVisible() {
    const scale = Math.min(devicePixelRatio, 3)
    ;[...this.#root.children].forEach((sheet, index) => {
      const page = this.#pages[index]
      if (!page) return
      const width = Math.max(1, Math.round(this.#root.clientWidth * scale))
      const height = Math.round(width * page.height / page.width)
      if (sheet.width !== width || sheet.height !== height) Object.assign(sheet, { width, height })
      if (this.#visible.has(sheet)) paint(sheet.getContext('2d', { alpha: false }), page, width / page.width, this.#outlines, this.#logo)
    })
  }
}
