// Clears everything: the database, the offline copy of this page and its service worker. What is left afterwards is
// looked up, not assumed.

import { close } from './database.js'
import { announce } from './tabs.js'

const deleted = (name) => new Promise((resolve, reject) => {
  const request = indexedDB.deleteDatabase(name)
  request.onsuccess = resolve
  request.onerror = () => reject(request.error)
})

export async function clearEverything() {
  announce({ kind: 'cleared' })
  await close()
  for (const { name } of await indexedDB.databases()) await deleted(name)
  for (const name of await caches.keys()) await caches.delete(name)
  for (const registration of await navigator.serviceWorker?.getRegistrations() ?? []) await registration.unregister()
  localStorage.clear()
  sessionStorage.clear()
  return leftOver()
}

/** What this origin still holds of Studio, in words; nothing after clearing. */
export async function leftOver() {
  const left = []
  for (const { name } of await indexedDB.databases()) left.push(`database ${name}`)
  for (const name of await caches.keys()) left.push(`cache ${name}`)
  for (const registration of await navigator.serviceWorker?.getRegistrations() ?? []) left.push(`worker ${registration.scope}`)
  if (localStorage.length + sessionStorage.length > 0) left.push('local storage')
  return left
}
