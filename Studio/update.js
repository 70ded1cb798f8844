// A tab that stays open while the installation gets another version: its files are gone from the server then, and from the
// offline copy. The tab says so and offers the new version; what was written lies on the device already.

import { button, h } from './dom.js'

const HOUR = 3_600_000
const own = new URL('.', import.meta.url).pathname

/** @param leave () → saves what is not saved yet */
export async function watchForUpdates(leave) {
  const workers = navigator.serviceWorker
  if (!workers) return
  workers.addEventListener('message', ({ data }) => { if (data?.assets && `${data.assets}/` !== own) offerReload(leave) })
  workers.addEventListener('controllerchange', () => workers.controller?.postMessage('version'))
  const registration = await workers.register('/studio/service-worker.js', { scope: '/studio' })
  let asked = Date.now()
  document.addEventListener('visibilitychange', () => {
    if (document.hidden || Date.now() - asked < HOUR) return
    asked = Date.now()
    // Without a network there is nothing new.
    registration.update().catch((error) => { if (!(error instanceof TypeError)) throw error })
  })
}

/** Once; also when a file of this version is asked for in vain. */
export function offerReload(leave) {
  if (document.getElementById('news')) return
  const reload = async () => {
    await leave()
    location.reload()
  }
  document.querySelector('main').before(h('div', { class: 'banner news', id: 'news', role: 'status' },
    h('p', {}, 'There is a new version of Studio. What you wrote is saved on this device.'), button('Reload', reload)))
}
