// The document that is open in this tab: its invoice, what can be taken back, and the copy on the device that follows
// each change. Emits `change` (the invoice is another), `saved`, `trouble` (storage refuses) and `report` (the core has
// looked at it).

import { Conflict, save } from '../storage/documents.js'
import { isFull } from '../storage/database.js'
import { announce, hold } from '../storage/tabs.js'
import { Refusal } from '../core/core.js'
import { isInvoice } from './document.js'
import { get, set } from './path.js'
import { summaryOf } from './summary.js'
import { Undo } from './undo.js'

export class Session extends EventTarget {
  #core
  #undo = new Undo()
  #release
  #saving
  #dirty = false
  #checking = false
  #stale = false
  #ended = false
  #attempts = 0

  report = null
  /** The number that Studio gave it, as long as it may give it another one. */
  suggested
  /** 'saved', 'saving', 'full', 'conflict', 'failed' or 'elsewhere' (another tab edits it). */
  state = 'saved'

  constructor(core, record) {
    super()
    this.#core = core
    this.record = record
  }

  get invoice() { return this.record.invoice }
  get canUndo() { return this.#undo.canUndo && !this.isReadOnly }
  get canRedo() { return this.#undo.canRedo && !this.isReadOnly }
  get isReadOnly() { return this.state === 'elsewhere' || this.state === 'conflict' }
  get isSaved() { return !this.#dirty && !this.#saving }
  /** Removed in another tab while it was written here. */
  get isGone() { return this.state === 'conflict' && !this.trouble?.stored }

  /** Becomes the one tab that edits this document, unless another one is. */
  async start(take = false) {
    this.#release = await hold(this.record.id, { take, lost: () => this.#lose() })
    this.state = this.#release ? 'saved' : 'elsewhere'
    this.#emit('saved')
    this.check()
  }

  #lose() {
    if (this.#ended) return
    this.#release = undefined
    this.#become('elsewhere')
  }

  /** Lets go of the document, unless something of it could not be saved. @returns whether it did */
  async end() {
    this.#ended = true
    await this.flush()
    this.#ended = this.isSaved
    if (this.#ended) this.#release?.()
    return this.#ended
  }

  /** It was removed elsewhere: what is here is all there is of it. */
  outlive() {
    this.trouble = new Conflict()
    this.#become('conflict')
  }

  /** Before everything is cleared: nothing is saved any more. */
  async abandon() {
    this.#ended = true
    this.#dirty = false
    await this.#saving
    this.#dirty = false
    this.#release?.()
  }

  get(path) { return get(this.invoice, path) }

  /** One field; `where` names the step for undo. */
  set(path, value) { this.replace(set(this.invoice, path, value), path) }

  replace(invoice, where) {
    if (this.isReadOnly || invoice === this.invoice) return
    this.#undo.record(this.invoice, where)
    this.#take(invoice)
  }

  /** Something about the document that is not on it, such as its rhythm. */
  note(about) {
    if (this.isReadOnly || this.#ended) return
    this.record = { ...this.record, ...about }
    return this.keep()
  }

  /** The e-invoice that the PDF holds where the rules are kept. */
  get format() { return isInvoice(this.invoice) ? this.record.format ?? 'cii' : 'cii' }

  hold(format) {
    if (this.isReadOnly || format === (this.record.format ?? 'cii')) return
    this.note({ format })
    this.check()
  }

  /** It has left the device under this number, which stays its own from now on. */
  give(number = this.invoice.number) {
    if (number === this.invoice.number) this.suggested = undefined
    if (number && this.record.given !== number && !this.#ended) return this.note({ given: number })
  }

  /** What stood in the document before it was opened, for undo. */
  follow(invoice) { this.#undo.record(invoice) }

  /** Saves the document as it is. */
  keep() {
    this.#dirty = true
    return this.flush()
  }

  undo() { this.#take(this.#undo.undo(this.invoice), true) }
  redo() { this.#take(this.#undo.redo(this.invoice), true) }

  #take(invoice, wholly = false) {
    if (!invoice || this.isReadOnly || this.#ended) return
    this.record = { ...this.record, invoice }
    this.#dirty = true
    this.#attempts = 0
    this.dispatchEvent(new CustomEvent('change', { detail: { wholly } }))
    this.check()
    this.flush()
  }

  // Storage

  /** Saves what is not saved yet; resolves when there is nothing left to save or storage refuses. */
  flush() {
    this.#saving ??= this.#save().finally(() => { this.#saving = undefined })
    return this.#saving
  }

  async #save() {
    while ((this.#dirty || this.#isTotalNew) && this.state !== 'conflict') {
      this.#dirty = false
      this.#become('saving')
      const written = { ...this.record, summary: summaryOf(this.invoice, this.report) }
      try {
        const stored = await save(written)
        this.record = { ...this.record, version: stored.version, changed: stored.changed, summary: stored.summary }
        announce({ kind: 'document', id: stored.id })
        if (!this.#dirty) this.#become('saved')
      } catch (error) {
        this.#dirty = true
        this.trouble = error
        return this.#become(error instanceof Conflict ? 'conflict' : isFull(error) ? 'full' : 'failed')
      }
    }
  }

  /** After a conflict: what is here goes on as a document of its own. */
  async keepAsCopy() {
    this.#release?.()
    this.record = { ...this.record, id: crypto.randomUUID(), version: 0, created: Date.now(), repeat: undefined, given: undefined }
    this.#dirty = true
    await this.start()
    return this.flush()
  }

  #become(state) {
    if (this.state === 'elsewhere' && state !== 'conflict') return
    this.state = state
    this.#emit(state === 'saved' || state === 'saving' ? 'saved' : 'trouble')
  }

  // The core

  /** Asks the core about the newest invoice; while it works, later changes wait as one. */
  async check() {
    this.#stale = true
    if (this.#checking) return
    this.#checking = true
    while (this.#stale) {
      this.#stale = false
      const { format, invoice } = this
      try {
        const report = await this.#core.json('check', { format, invoice })
        this.#attempts = 0
        this.#accept(report)
      } catch (error) {
        if (error instanceof Refusal) this.#accept({ findings: [{ field: '', rule: error.code, sentence: error.message, advice: '', loss: 'unreadable' }], totals: null })
        else if (this.#attempts++ < 1) this.#stale = true
        else this.#emit('broken')
      }
    }
    this.#checking = false
  }

  #accept(report) {
    this.report = report
    this.#emit('report')
    if (this.#isTotalNew) this.flush()
  }

  /** The list of documents shows the total, which the core computes after the change was saved. */
  get #isTotalNew() {
    const total = this.report?.totals?.withTax
    return total !== undefined && this.record.version > 0 && !this.isReadOnly && !this.#ended && total !== this.record.summary.total
  }

  #emit(name) { this.dispatchEvent(new Event(name)) }
}
