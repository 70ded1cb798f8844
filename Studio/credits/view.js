// The credits in the bar: how many there are, the way in for who is not signed in, and a download that waits.

import { button, h } from '../dom.js'

/** Keeps `place` true to `credits`. */
export function showCredits(place, credits) {
  const show = () => {
    place.replaceChildren(...parts(credits))
    place.hidden = place.childElementCount === 0
  }
  credits.addEventListener('change', show)
  show()
}

function parts({ isOn, said, waiting }) {
  if (!isOn) return []
  if (waiting) return [h('span', { role: 'status' }, 'Waits for the server'), button('Give up', waiting, { class: 'link' })]
  if (!said) return []
  if (!said.signed_in) return [h('a', { href: '/studio/sign-in', title: 'Signed in, your documents carry no line of ours at their foot' }, 'Sign in')]
  return [h('a', { href: '/account/credits', title: said.held ? `${said.held} held` : 'Your credits and their history' }, said.available === 1 ? '1 credit' : `${said.available} credits`)]
}
