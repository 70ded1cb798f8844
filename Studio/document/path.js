// Reads and changes one field of an invoice by its path, `lines[3].taxes[0].rate`, as the core's findings name it.
// Nothing is changed in place: undo keeps the earlier invoices.

const cache = new Map()

export function steps(path) {
  if (!path) return []
  let known = cache.get(path)
  if (!known) {
    known = path.replace(/\[(\d+)\]/g, '.$1').split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step))
    cache.set(path, known)
  }
  return known
}

export function get(value, path) {
  for (const step of steps(path)) {
    if (value === undefined || value === null) return undefined
    value = value[step]
  }
  return value
}

/** The invoice with `value` at `path`; an empty value removes the field, and the group that it leaves empty. */
export function set(root, path, value) {
  return changed(root, steps(path), 0, value)
}

function changed(node, path, at, value) {
  if (at === path.length) return value
  const step = path[at]
  const inner = changed(node?.[step], path, at + 1, value)
  if (typeof step === 'number') {
    const list = [...(node ?? [])]
    list[step] = inner ?? {}
    // Lines stay while they are empty; other lists end with their last entry that says something.
    if (path[0] !== 'lines' || at > 1) while (list.length > 0 && isEmpty(list.at(-1))) list.pop()
    return list
  }
  const group = { ...(node ?? {}) }
  if (isEmpty(inner)) delete group[step]
  else group[step] = inner
  return group
}

function isEmpty(value) {
  if (value === undefined || value === null || value === '') return true
  if (Array.isArray(value)) return value.length === 0
  return typeof value === 'object' && Object.keys(value).length === 0
}

/** `lines[3].taxes[0].rate`, `lines[3].taxes[0]`, `lines[3].taxes`, `lines[3]`, `lines` and the empty path. */
export function* upwards(path) {
  while (path) {
    yield path
    path = path.endsWith(']') ? path.slice(0, path.lastIndexOf('[')) : path.slice(0, Math.max(0, path.lastIndexOf('.')))
  }
  yield ''
}
