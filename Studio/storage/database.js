// The database of this browser; everything a person writes here stays in it. Requests become promises; a transaction is
// one function.

const NAME = 'freehold-studio'
const VERSION = 2
let opened

/**
 * Documents by id; saved sellers, customers and products by kind and name; what the person prefers by name. Since version 2
 * what is paid for by the wish's key, and what this device knows about itself by name.
 */
function create(database, before) {
  if (before < 1) {
    const documents = database.createObjectStore('documents', { keyPath: 'id' })
    documents.createIndex('changed', 'changed')
    database.createObjectStore('catalog', { keyPath: ['kind', 'key'] })
    database.createObjectStore('preferences', { keyPath: 'name' })
  }
  if (before < 2) {
    database.createObjectStore('permits', { keyPath: 'key' })
    database.createObjectStore('device', { keyPath: 'name' })
  }
}

export function open() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION)
    request.onupgradeneeded = ({ oldVersion }) => create(request.result, oldVersion)
    request.onerror = () => reject(request.error)
    request.onsuccess = () => {
      // Clearing in another tab waits for us otherwise.
      request.result.onversionchange = () => close()
      request.result.onclose = () => { opened = undefined }
      resolve(request.result)
    }
  }).catch((error) => {
    opened = undefined
    throw error
  })
  return opened
}

export async function close() {
  const database = await opened
  opened = undefined
  database?.close()
}

export const done = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result)
  request.onerror = () => reject(request.error)
})

/** Runs `work(stores…)`; resolves with its value when everything is on disk, and changes nothing otherwise. */
export async function transaction(names, mode, work) {
  const database = await open()
  const transaction = database.transaction(names, mode, { durability: mode === 'readwrite' ? 'strict' : 'default' })
  const finished = new Promise((resolve, reject) => {
    transaction.oncomplete = resolve
    transaction.onabort = () => reject(transaction.error ?? new DOMException('aborted', 'AbortError'))
  })
  let value
  try {
    value = await work(...names.map((name) => transaction.objectStore(name)))
  } catch (error) {
    finished.catch(() => {})
    try { transaction.abort() } catch (ended) { if (ended.name !== 'InvalidStateError') throw ended }
    throw transaction.error ?? error
  }
  await finished
  return value
}

export const isFull = (error) => error?.name === 'QuotaExceededError'
