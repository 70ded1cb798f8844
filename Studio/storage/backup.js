// One file with everything: JSON, encrypted by AES-256-GCM under a key that PBKDF2-HMAC-SHA-256 makes of a passphrase
// (600,000 rounds, OWASP 2023). "FHSTUDIO", version, salt (16), nonce (12), then the ciphertext with its tag.

import * as catalog from './catalog.js'
import * as documents from './documents.js'
import * as preferences from './preferences.js'

const MAGIC = new TextEncoder().encode('FHSTUDIO')
const VERSION = 1
const ROUNDS = 600_000

export class WrongPassphrase extends Error {}
export class NoBackup extends Error {}

async function keyOf(passphrase, salt) {
  const material = await crypto.subtle.importKey('raw', new TextEncoder().encode(passphrase.normalize('NFC')), 'PBKDF2', false, ['deriveKey'])
  return crypto.subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: ROUNDS }, material, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
}

export async function make(passphrase) {
  const contents = { documents: await documents.all(), catalog: await catalog.all(), preferences: await preferences.all() }
  const salt = crypto.getRandomValues(new Uint8Array(16))
  const nonce = crypto.getRandomValues(new Uint8Array(12))
  const head = new Uint8Array([...MAGIC, VERSION, ...salt, ...nonce])
  const plain = new TextEncoder().encode(JSON.stringify(contents))
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce, additionalData: head }, await keyOf(passphrase, salt), plain)
  return new Blob([head, sealed], { type: 'application/octet-stream' })
}

export const isBackup = (bytes) => MAGIC.every((byte, index) => bytes[index] === byte)

/** @returns how many documents were taken in. */
export async function restore(bytes, passphrase) {
  if (!isBackup(bytes) || bytes[8] !== VERSION || bytes.length < 53) throw new NoBackup('This file is no backup of Studio.')
  const [head, salt, nonce] = [bytes.slice(0, 37), bytes.slice(9, 25), bytes.slice(25, 37)]
  let plain
  try {
    plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: nonce, additionalData: head }, await keyOf(passphrase, salt), bytes.slice(37))
  } catch (error) {
    throw new WrongPassphrase('The passphrase is not the one of this backup, or the file is damaged.', { cause: error })
  }
  const contents = JSON.parse(new TextDecoder().decode(plain))
  await catalog.merge(contents.catalog)
  await preferences.merge(contents.preferences)
  return documents.merge(contents.documents)
}
