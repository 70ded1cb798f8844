// The page's side of the core. Each call is answered, refused in words, or fails because the core broke; a broken core is
// replaced by a fresh one, and the page is told.

const encoder = new TextEncoder()
const decoder = new TextDecoder()

export class Refusal extends Error {
  constructor({ code, sentence }) {
    super(sentence)
    this.code = code
  }
}

export class CoreBroke extends Error {}

/** A file of this version is not on the server any more. */
export class Outdated extends Error {}

/** A worker that ends so often without an answer is not going to give one. */
const VAIN = 3

export class Core {
  #worker
  #waiting = new Map()
  #next = 1
  /** Told when the core broke and was replaced. */
  onbroken = () => {}
  #vain = 0
  /** Rises with each worker: what an earlier one sent belongs to it alone. */
  generation = 0
  #given

  /**
   * @param given promises of what the worker would otherwise fetch once it runs: the compiled core, and by file the fonts
   * that nearly every document has. Nothing where the page may not compile.
   */
  constructor(given) {
    this.#given = given
    this.#start()
  }

  #start() {
    this.generation += 1
    const given = this.#given
    const name = given ? 'given' : 'alone'
    const worker = new Worker(new URL('./core-worker.js', import.meta.url), { name })
    this.#worker = worker
    for (const [name, promise] of Object.entries(given ?? {})) {
      // What the page could not get, the worker asks for itself, and says what is wrong.
      promise.then((thing) => worker.postMessage({ given: name, thing }, thing instanceof ArrayBuffer ? [thing] : []),
        () => worker.postMessage({ given: name }))
    }
    // Fonts are handed over, not copied: a later worker asks for them by itself.
    this.#given = undefined
    this.#worker.onmessage = ({ data }) => this.#answer(data)
    this.#worker.onerror = (event) => {
      event.preventDefault()
      this.#broke(event.message ?? 'the worker could not be loaded')
    }
  }

  #answer({ id, result, refusal, failed, outdated, broken }) {
    if (broken !== undefined) return this.#broke(broken)
    this.#vain = 0
    const call = this.#waiting.get(id)
    this.#waiting.delete(id)
    if (refusal) call?.reject(new Refusal(JSON.parse(decoder.decode(refusal))))
    else if (failed !== undefined) call?.reject(outdated ? new Outdated(failed) : new Error(failed))
    else call?.resolve(result)
  }

  #broke(reason) {
    this.#worker.terminate()
    const calls = [...this.#waiting.values()]
    this.#waiting.clear()
    if (++this.#vain < VAIN) this.#start()
    for (const call of calls) call.reject(new CoreBroke(reason))
    this.onbroken(reason)
  }

  /** What the worker answers: `{ bytes }`, or `{ orders, outlines }` for pages. */
  ask(name, request) {
    const input = request instanceof Uint8Array ? request : encoder.encode(request === undefined ? '' : JSON.stringify(request))
    if (this.#vain >= VAIN) return Promise.reject(new Outdated('The core cannot be loaded. Reload the page.'))
    return new Promise((resolve, reject) => {
      const id = this.#next++
      this.#waiting.set(id, { resolve, reject })
      this.#worker.postMessage({ id, name, request: input })
    })
  }

  async bytes(name, request) { return (await this.ask(name, request)).bytes }
  async json(name, request) { return JSON.parse(decoder.decode(await this.bytes(name, request))) }
}
