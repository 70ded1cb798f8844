// What the page hands to its worker, because it could begin earlier: the compiled core, and fonts.

const names = self.name === 'given' ? ['core', 'regular', 'bold'] : []
const things = new Map(names.map((name) => {
  let resolve
  const promise = new Promise((take) => { resolve = take })
  return [name, { promise, resolve }]
}))

addEventListener('message', ({ data: { given, thing } }) => things.get(given)?.resolve(thing))

/** @returns a promise of it; nothing where the page has none. */
export const given = (name) => things.get(name)?.promise
