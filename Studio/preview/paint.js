// Paints one page on a canvas. Lengths are thousandths of a point; `scale` makes them pixels.

export function paint(context, page, scale, outlines, logo) {
  context.setTransform(1, 0, 0, 1, 0, 0)
  context.fillStyle = '#fff'
  context.fillRect(0, 0, context.canvas.width, context.canvas.height)
  const { orders } = page
  for (let at = 0; at < orders.length;) {
    context.setTransform(scale, 0, 0, scale, 0, 0)
    switch (orders[at]) {
      case 1: at = rectangle(context, orders, at); break
      case 2: at = filled(context, orders, at); break
      case 3: at = stroked(context, orders, at); break
      case 4: at = text(context, orders, at, scale, outlines); break
      default: at = picture(context, orders, at, logo)
    }
  }
}

const css = (color) => `#${color.toString(16).padStart(6, '0')}`

function rectangle(context, orders, at) {
  context.fillStyle = css(orders[at + 5])
  context.fillRect(orders[at + 1], orders[at + 2], orders[at + 3], orders[at + 4])
  return at + 6
}

function filled(context, orders, at) {
  context.fillStyle = css(orders[at + 1])
  const [path, next] = pathAt(orders, at + 2)
  context.fill(path)
  return next
}

function stroked(context, orders, at) {
  const dashes = orders[at + 4]
  context.strokeStyle = css(orders[at + 1])
  context.lineWidth = orders[at + 2]
  context.lineCap = orders[at + 3] ? 'round' : 'butt'
  context.setLineDash([...orders.subarray(at + 5, at + 5 + dashes)])
  const [path, next] = pathAt(orders, at + 5 + dashes)
  context.stroke(path)
  return next
}

function text(context, orders, at, scale, outlines) {
  const font = outlines.font(orders[at + 1])
  const count = orders[at + 4]
  context.fillStyle = css(orders[at + 3])
  const size = font ? scale * orders[at + 2] / font.units : 0
  for (let glyph = 0; glyph < count; glyph++) {
    const place = at + 5 + glyph * 3
    const path = font?.paths.get(orders[place])
    if (!path) continue
    context.setTransform(size, 0, 0, -size, orders[place + 1] * scale, orders[place + 2] * scale)
    context.fill(path)
  }
  return at + 5 + count * 3
}

function picture(context, orders, at, logo) {
  if (logo) context.drawImage(logo, orders[at + 1], orders[at + 2], orders[at + 3], orders[at + 4])
  return at + 5
}

function pathAt(orders, at) {
  const path = new Path2D()
  const count = orders[at++]
  for (let step = 0; step < count; step++) {
    switch (orders[at]) {
      case 1: path.moveTo(orders[at + 1], orders[at + 2]); at += 3; break
      case 2: path.lineTo(orders[at + 1], orders[at + 2]); at += 3; break
      case 3: path.bezierCurveTo(orders[at + 1], orders[at + 2], orders[at + 3], orders[at + 4], orders[at + 5], orders[at + 6]); at += 7; break
      default: path.closePath(); at += 1
    }
  }
  return [path, at]
}
