// Makes elements: `h('p', { class: 'quiet' }, 'text', child)`. Text is always text, never markup.

const SVG = 'http://www.w3.org/2000/svg'

export function h(name, attributes = {}, ...children) {
  return filled(document.createElement(name), attributes, children)
}

export function svg(name, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, name), attributes, children)
}

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value)
    else if (name in element && ['value', 'checked', 'disabled', 'readOnly', 'hidden', 'selected', 'multiple'].includes(name)) element[name] = value
    else element.setAttribute(name, value === true ? '' : value)
  }
  element.append(...children.flat(Infinity).filter((child) => child !== undefined && child !== null && child !== false))
  return element
}

export const byId = (id) => document.getElementById(id)

/** A button that only does something on this page. */
export function button(text, onclick, attributes = {}) {
  return h('button', { type: 'button', onclick, ...attributes }, text)
}

/** Line drawings of 20 × 20, by name. */
const DRAWINGS = {
  undo: 'M7 5 3.5 8.5 7 12 M4 8.5h7a4.5 4.5 0 0 1 0 9H8',
  redo: 'M13 5l3.5 3.5L13 12 M16 8.5H9a4.5 4.5 0 0 0 0 9h3',
  remove: 'M5.5 5.5l9 9 M14.5 5.5l-9 9',
  add: 'M10 4.5v11 M4.5 10h11',
  more: 'M5 10h.01 M10 10h.01 M15 10h.01',
  download: 'M10 3.5v9 M6.5 9.5 10 13l3.5-3.5 M4 16.5h12',
  up: 'M10 15.5v-11 M6 8.5l4-4 4 4',
  search: 'M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11z M13 13l3.5 3.5',
}

export function icon(name) {
  return svg('svg', { viewBox: '0 0 20 20', class: 'icon', 'aria-hidden': 'true' }, svg('path', { d: DRAWINGS[name] }))
}

/** Says something to those who cannot see it, and for a moment to those who can. */
export function tell(text, action) {
  const place = byId('told')
  place.replaceChildren(h('span', {}, text), action ? button(action.title, () => { place.replaceChildren(); action.run() }, { class: 'link' }) : '')
  clearTimeout(tell.timer)
  tell.timer = setTimeout(() => place.replaceChildren(), action ? 12000 : 5000)
}
