// Who sells and who buys. A name that was written before brings everything with it.

import { h } from '../dom.js'
import { countries, countryName } from '../document/places.js'
import { keep, matching } from '../storage/catalog.js'
import { field, noteFor } from './fields.js'
import { suggest } from './suggest.js'

const SHOWN = ['name', 'vatId', 'taxId', 'address.street', 'address.postcode', 'address.city', 'address.country', 'contact.email']
/** What an e-invoice knows of one of the two only. */
const SHOWN_OF = { seller: ['contact.phone'], buyer: ['legalForm'] }
const kindOf = { seller: 'seller', buyer: 'customer' }

/** @param onpicked ({ habits }) called when the one whose name was written before is in the document */
export function party(role, title, session, more, { onpicked }) {
  const at = (name) => `${role}.${name}`
  const name = field(at('name'), role === 'seller' ? 'Your name or company' : 'Customer', { attributes: { class: 'strong' } })
  const card = h('section', { class: 'party', 'aria-labelledby': `${role}-title` }, h('h2', { id: `${role}-title` }, title), noteFor(role), name,
    field(at('address.street'), 'Street and number'),
    h('div', { class: 'pair narrow-first' }, field(at('address.postcode'), 'Postcode'), field(at('address.city'), 'City')),
    field(at('address.country'), 'Country', { kind: 'select', choices: [['', '—'], ...countries] }), noteFor(at('address')),
    h('div', { class: 'pair' }, field(at('vatId'), 'VAT number'), role === 'seller' ? field(at('taxId'), 'Tax number') : field(at('contact.email'), 'E-mail')),
    role === 'seller' ? h('div', { class: 'pair' }, field(at('contact.email'), 'E-mail'), field(at('contact.phone'), 'Phone')) : '',
    more.fold(role, 'More', [...SHOWN, ...SHOWN_OF[role]]))
  suggest(name.querySelector('input'), (text) => found(kindOf[role], text), (entry) => {
    session.replace({ ...session.invoice, [role]: entry.value })
    onpicked(entry)
  })
  card.addEventListener('focusout', ({ relatedTarget }) => {
    const value = session.get(role)
    if (!card.contains(relatedTarget) && value?.name) keep(kindOf[role], value.name, value, role === 'buyer' ? habitsOf(session) : {})
  })
  return card
}

/** How a customer's documents are made. */
const habitsOf = (session) => ({ language: session.get('look.language') ?? 'en', format: session.format })

async function found(kind, text) {
  const entries = await matching(kind, text)
  return entries.map(({ name, value, habits }) => ({ name, value, habits, about: [value.address?.city, value.address?.country && countryName(value.address.country)].filter(Boolean).join(', ') }))
}
