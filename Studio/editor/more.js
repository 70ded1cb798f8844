// Every field of the model that is not in sight, drawn from the invoice's JSON Schema, so that none can be forgotten.
// Drawn when it is opened.

import { button, h, icon } from '../dom.js'
import { field, noteFor } from './fields.js'
import { hint, label, oneOf } from './labels.js'

const standardOf = (schema) => schema.default
const isNumber = (schema) => Array.isArray(schema.type)

export class More {
  /** @param schema the JSON Schema of an invoice; @param session the open document; @param redraw after a list has changed */
  constructor(schema, session, redraw) {
    this.schema = schema
    this.session = session
    this.redraw = redraw
  }

  /** A fold with the properties of the group at `path` that `shown` (`name`, `address.city`) does not name, or those of `only`. */
  fold(path, title, shown, only) {
    const fold = h('details', { class: 'more', 'data-fold': path + title }, h('summary', {}, title))
    fold.addEventListener('toggle', () => {
      if (fold.open && fold.childElementCount === 1) {
        fold.append(this.group(path, this.at(path), shown, only))
        this.redraw(fold)
      }
    })
    return fold
  }

  at(path) {
    let schema = this.schema
    for (const step of path.split(/[.[\]]+/).filter(Boolean)) schema = /^\d+$/.test(step) ? schema.items : schema.properties[step]
    return schema
  }

  group(path, schema, shown = [], only) {
    const names = Object.keys(schema.properties).filter((name) => (only ? only.includes(name) : !shown.includes(name)))
    return h('div', { class: 'fields' }, names.map((name) => {
      const below = shown.filter((one) => one.startsWith(`${name}.`)).map((one) => one.slice(name.length + 1))
      return this.property(path ? `${path}.${name}` : name, name, schema.properties[name], below)
    }))
  }

  property(path, name, schema, shown) {
    if (schema.type === 'object') return this.nested(path, name, schema, shown)
    if (schema.type === 'array') return this.list(path, name, schema)
    if (schema.contentEncoding) return this.file(path, name)
    return this.single(path, name, schema)
  }

  single(path, name, schema) {
    const options = { hint: hint(schema.description), width: 'half' }
    if (schema.enum) {
      options.kind = 'select'
      options.choices = schema.enum.map((word) => [word, label(word.replaceAll('-', ' '))])
      options.attributes = { 'data-standard': standardOf(schema) }
    } else if (isNumber(schema)) options.kind = 'decimal'
    else if (schema.type === 'boolean') options.kind = 'flag'
    else if (schema.format === 'date') options.kind = 'day'
    else if (name === 'text' || name === 'description' || name === 'legalForm' || name === 'note') Object.assign(options, { kind: 'long', width: undefined })
    return field(path, label(name), options)
  }

  nested(path, name, schema, shown) {
    return h('fieldset', { class: 'nested' }, h('legend', {}, label(name)), noteFor(path), this.group(path, schema, shown))
  }

  list(path, name, schema) {
    const items = this.session.get(path) ?? []
    const change = (next, focus) => {
      this.session.set(path, next)
      const fresh = this.list(path, name, schema)
      place.replaceWith(fresh)
      this.redraw(fresh)
      fresh.querySelector(focus)?.focus()
    }
    const place = h('fieldset', { class: 'nested', 'data-list': path }, h('legend', {}, label(name)), noteFor(path),
      items.map((_, index) => h('div', { class: 'item' }, noteFor(`${path}[${index}]`), this.group(`${path}[${index}]`, schema.items),
        h('button', { type: 'button', class: 'bare remove', 'aria-label': `Remove this ${oneOf(name)}`, onclick: () => change(items.filter((_, other) => other !== index), '.add') }, icon('remove')))),
      button(`Add ${/^[aeiou]/.test(oneOf(name)) ? 'an' : 'a'} ${oneOf(name)}`, () => change([...(this.session.get(path) ?? []), {}], `.item:nth-of-type(${items.length + 1}) :is(input, select, textarea)`), { class: 'link add' }))
    return place
  }

  /** A file is kept inside the invoice; its name and media type go beside it where there is a field for them. */
  file(path, name) {
    const state = h('span', { class: 'quiet' }, this.session.get(path) ? 'Chosen.' : '')
    const input = h('input', { type: 'file', 'aria-label': label(name), onchange: async () => {
      const chosen = input.files[0]
      if (!chosen) return
      this.session.set(path, await base64(chosen))
      const group = path.slice(0, -name.length)
      if (name === 'content') {
        this.session.set(`${group}filename`, chosen.name)
        this.session.set(`${group}mime`, chosen.type)
      }
      state.textContent = 'Chosen.'
      this.redraw(document)
    } })
    return h('div', { class: 'field' }, h('span', { class: 'title' }, label(name)), input, state)
  }
}

export async function base64(blob) {
  const bytes = new Uint8Array(await blob.arrayBuffer())
  let text = ''
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return btoa(text)
}
