/// What stands in the narrow columns of a line. It is written once: columns are as wide as the longest of their texts. A class:
/// five texts, which each question about a column would copy.

internal import Values

final class CellTexts {
  let position: String
  let quantity: String
  let price: String
  let tax: String
  let amount: String

  init(_ layout: InvoiceLayout, _ index: Int) {
    let line = layout.invoice.lines[index]
    let id = line.id ?? String(index + 1)
    position = id.utf8.count > 5 ? String(index + 1) : id
    quantity = layout.quantityText(line)
    price = layout.priceText(line)
    tax = layout.taxText(line)
    amount = layout.plain(layout.totals.nets[index])
  }
}

extension InvoiceLayout {
  fileprivate func quantityText(_ item: Line) -> String {
    let quantity = item.quantity ?? Decimal(1)
    let unit = words.unit(item.unit, form: formats.plural(quantity))
    let number = formats.number(quantity)
    return unit.isEmpty ? number : number + "\u{A0}" + unit
  }

  /// With as many decimals as the price has, at least the currency's.
  fileprivate func priceText(_ item: Line) -> String {
    let price = plain(item.writtenNetPrice ?? .zero)
    guard let base = item.priceBase, base != Decimal(1) else { return price }
    return price + " " + words[.per] + " " + formats.number(base)
  }

  fileprivate func taxText(_ item: Line) -> String {
    var parts: [String] = []
    for tax in item.taxes {
      if let rate = tax.rate, !rate.isZero { parts.append(formats.percent(rate)) } else { parts.append("–") }
    }
    return parts.joined(separator: " + ")
  }
}
