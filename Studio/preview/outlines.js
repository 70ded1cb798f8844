// Outlines of glyphs as paths of a canvas, kept for as long as the core that sent them.

export class Outlines {
  #fonts = new Map()

  forget() { this.#fonts.clear() }

  take(outlines) {
    for (const { font, glyphs, steps } of outlines) {
      if (!this.#fonts.has(font)) this.#fonts.set(font, { units: steps[0], paths: new Map() })
      let at = 1
      for (const glyph of glyphs) {
        const count = steps[at]
        this.#fonts.get(font).paths.set(glyph, pathOf(steps.subarray(at + 1, at + 1 + count)))
        at += 1 + count
      }
    }
  }

  /** `{ units, paths }`: units for each em, and a path for each glyph that is not blank. */
  font(number) { return this.#fonts.get(number) }
}

function pathOf(steps) {
  if (steps.length === 0) return undefined
  const path = new Path2D()
  for (let at = 0; at < steps.length;) {
    switch (steps[at]) {
      case 1: path.moveTo(steps[at + 1], steps[at + 2]); at += 3; break
      case 2: path.lineTo(steps[at + 1], steps[at + 2]); at += 3; break
      case 3: path.quadraticCurveTo(steps[at + 1], steps[at + 2], steps[at + 3], steps[at + 4]); at += 5; break
      case 4: path.bezierCurveTo(steps[at + 1], steps[at + 2], steps[at + 3], steps[at + 4], steps[at + 5], steps[at + 6]); at += 7; break
      default: path.closePath(); at += 1
    }
  }
  return path
}
