// The page's core, on its way before the rest of the page's scripts are there: to fetch and compile it takes longest, and a
// worker takes its time to start. So the page begins, and hands over what it has.

import { Core } from './core.js'

const file = async (name) => {
  const answer = await fetch(new URL(`../${name}`, import.meta.url))
  if (!answer.ok) throw new Error(name)
  return answer
}
const font = (name) => file(`fonts/${name}.ttf`).then((answer) => answer.arrayBuffer())

export const core = new Core({
  core: WebAssembly.compileStreaming(file('core/core.wasm')),
  'latin/regular': font('latin/regular'),
  'latin/bold': font('latin/bold'),
})
