// Keeps Studio for the time without a network: the page, and every file of one version. Files carry their version in
// their address, so what is kept never has to be asked for again; the page itself is asked for when there is a network.

const ASSETS = '{{assets}}'
const FILES = {{files}}
const CACHE = `studio ${ASSETS}`
const PAGE = '/studio'

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(CACHE)
    .then((cache) => cache.addAll([PAGE, ...FILES.map((file) => `${ASSETS}/${file}`)]))
    .then(() => self.skipWaiting()))
})

self.addEventListener('activate', (event) => {
  event.waitUntil(forgetOthers().then(() => self.clients.claim()))
})

async function forgetOthers() {
  for (const name of await caches.keys()) if (name.startsWith('studio ') && name !== CACHE) await caches.delete(name)
}

// A page asks whether this is still its version.
self.addEventListener('message', (event) => { if (event.data === 'version') event.source.postMessage({ assets: ASSETS }) })

self.addEventListener('fetch', (event) => {
  const { request } = event
  const address = new URL(request.url)
  if (request.method !== 'GET' || address.origin !== location.origin) return
  if (request.mode === 'navigate' && address.pathname === PAGE) event.respondWith(page(request))
  else if (address.pathname.startsWith(`${ASSETS}/`)) event.respondWith(asset(request))
})

/** The newest page where there is a network, the kept one otherwise. */
async function page(request) {
  try {
    const answer = await fetch(request)
    if (answer.status < 500) return answer
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
  }
  return await caches.match(PAGE) ?? Response.error()
}

/** Fonts and tables of sentences are kept when they are first needed; everything else is there already. */
async function asset(request) {
  const kept = await caches.match(request)
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) {
    const cache = await caches.open(CACHE)
    await cache.put(request, answer.clone())
  }
  return answer
}
