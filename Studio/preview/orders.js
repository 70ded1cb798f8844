// Painting orders of the core, split into pages. `PaintingOrders.swift` describes them.

export function pagesOf(orders) {
  const pages = []
  let at = 1
  for (let page = 0; page < orders[0]; page++) {
    const count = orders[at + 2]
    pages.push({ width: orders[at], height: orders[at + 1], orders: orders.subarray(at + 3, at + 3 + count) })
    at += 3 + count
  }
  return pages
}
