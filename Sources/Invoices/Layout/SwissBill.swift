/// The payment part and the receipt of a Swiss QR-bill, at the foot of the last page: sizes, places and type of the Swiss
/// Implementation Guidelines QR-bill 2.3, section 3, and its style guide.

internal import PDF
internal import Values

extension InvoiceLayout {
  /// The payment part of the first Swiss payment that can be paid so.
  func placeSwissBill() throws(PDFError) {
    for payment in invoice.payments where payment.qr == .swiss {
      guard case .payload(let text) = invoice.paymentCode(payment, totals),
        let code = QRCode(Array(text.utf8), largest: SwissCode.largestVersion)
      else { continue }
      let bill = SwissBill(
        layout: self, contents: SwissCode(invoice: invoice, payment: payment, due: totals.due), code: code)
      let drawing = try bill.drawing()
      let top = size.height - SwissBill.height
      if flow.y + .millimetres(2) + (hasWatermark ? Self.watermarkHeight : 0) > top { flow.newPage() }
      flow.withoutFooter.append(flow.sheets.count - 1)
      flow.sheets[flow.sheets.count - 1].draw(drawing, at: top, mirrored: false)
      return
    }
  }
}

struct SwissBill {
  static let height: Points = .millimetres(105)

  let layout: InvoiceLayout
  let contents: SwissCode
  let code: QRCode
  private let words: SwissWords

  init(layout: InvoiceLayout, contents: SwissCode, code: QRCode) {
    (self.layout, self.contents, self.code) = (layout, contents, code)
    words = SwissWords(layout.formats.language)
  }

  private func style(_ size: Points, bold: Bool = false) -> TextStyle {
    let fonts = layout.fonts.swiss ?? (layout.fonts.regular, layout.fonts.bold)
    return TextStyle(bold ? fonts.bold : fonts.regular, size: size, color: .black, language: layout.formats.language)
  }

  func drawing() throws(PDFError) -> Drawing {
    var drawing = Drawing()
    let dashes = Stroke(.black, width: 0.5, dashes: [2, 2])
    drawing.items.append(.rule(start: 0, end: layout.size.width, y: 0, dashes))
    drawing.items.append(.upright(start: .millimetres(62), top: 0, bottom: .millimetres(105), dashes))
    drawing.place(
      try layout.shaper.line(words[.separate], style(6.5)), start: 0, width: .millimetres(210) - .millimetres(5),
      atEnd: true, top: -11, leading: 9)
    try addReceipt(&drawing)
    try addPaymentPart(&drawing)
    return drawing
  }

  // MARK: - The two parts

  private func addReceipt(_ drawing: inout Drawing) throws(PDFError) {
    let start: Points = .millimetres(5)
    let width: Points = .millimetres(52)
    let sizes = Sizes(heading: 6, text: 8, leading: 9)
    drawing.place(
      try layout.shaper.line(words[.receipt], style(11, bold: true)), start: start, width: width,
      top: .millimetres(5), leading: 13)
    var block = Drawing()
    try add(
      words[.payableTo], [layout.grouped(contents.account ?? "")] + lines(contents.creditor), width, start, sizes,
      &block)
    if let reference { try add(words[.reference], [reference], width, start, sizes, &block) }
    try addDebtor(width, start, sizes, box: (.millimetres(52), .millimetres(20)), &block)
    drawing.insert(block, at: .millimetres(12))
    try addAmount(
      start, .millimetres(14), sizes, box: (.millimetres(30), .millimetres(10)), boxStart: .millimetres(27), &drawing)
    drawing.place(
      try layout.shaper.line(words[.acceptance], style(6, bold: true)), start: start, width: width, atEnd: true,
      top: .millimetres(82), leading: 9)
  }

  private func addPaymentPart(_ drawing: inout Drawing) throws(PDFError) {
    let start: Points = .millimetres(67)
    let sizes = Sizes(heading: 8, text: 10, leading: 11)
    drawing.place(
      try layout.shaper.line(words[.paymentPart], style(11, bold: true)), start: start, width: .millimetres(51),
      top: .millimetres(5), leading: 13)
    addCode(start, &drawing)
    try addAmount(
      start, .millimetres(17), sizes, box: (.millimetres(40), .millimetres(15)), boxStart: .millimetres(78), &drawing)
    let column: Points = .millimetres(118)
    let width: Points = .millimetres(87)
    var block = Drawing()
    try add(
      words[.payableTo], [layout.grouped(contents.account ?? "")] + lines(contents.creditor), width, column, sizes,
      &block
    )
    if let reference { try add(words[.reference], [reference], width, column, sizes, &block) }
    if !contents.message.isEmpty { try add(words[.information], [contents.message], width, column, sizes, &block) }
    try addDebtor(width, column, sizes, box: (.millimetres(65), .millimetres(25)), &block)
    drawing.insert(block, at: .millimetres(5))
  }

  // MARK: - Their contents

  private struct Sizes {
    let heading: Points
    let text: Points
    let leading: Points
  }

  private func add(
    _ heading: String, _ texts: [String], _ width: Points, _ start: Points, _ sizes: Sizes, _ drawing: inout Drawing
  ) throws(PDFError) {
    drawing.add(
      [try layout.shaper.line(heading, style(sizes.heading, bold: true))], start: start, width: width,
      leading: sizes.leading)
    for text in texts {
      let lines = try layout.shaper.paragraph(text, style(sizes.text), width: width)
      drawing.add(lines, start: start, width: width, leading: sizes.leading)
    }
    drawing.space(sizes.leading)
  }

  private func addDebtor(
    _ width: Points, _ start: Points, _ sizes: Sizes, box: (width: Points, height: Points), _ drawing: inout Drawing
  ) throws(PDFError) {
    if let debtor = contents.debtor { return try add(words[.payableBy], lines(debtor), width, start, sizes, &drawing) }
    drawing.add(
      [try layout.shaper.line(words[.blankPayableBy], style(sizes.heading, bold: true))], start: start, width: width,
      leading: sizes.leading)
    addCorners(start, drawing.height + 2, box, &drawing)
  }

  private func addAmount(
    _ start: Points, _ gap: Points, _ sizes: Sizes, box: (width: Points, height: Points), boxStart: Points,
    _ drawing: inout Drawing
  ) throws(PDFError) {
    let top: Points = .millimetres(68)
    let heading = style(sizes.heading, bold: true)
    func place(_ text: String, _ style: TextStyle, _ start: Points, _ top: Points) throws(PDFError) {
      drawing.place(
        try layout.shaper.line(text, style), start: start, width: .millimetres(35), top: top, leading: sizes.leading)
    }
    try place(words[.currency], heading, start, top)
    try place(words[.amount], heading, start + gap, top)
    try place(layout.invoice.currency ?? "", style(sizes.text), start, top + sizes.leading + 1)
    if contents.due.isZero { return addCorners(boxStart, top + sizes.leading, box, &drawing) }
    try place(amount, style(sizes.text), start + gap, top + sizes.leading + 1)
  }

  /// Spaces between the thousands, a point before the centimes.
  private var amount: String {
    var formats = Formats("en")
    formats.minus = "-"
    return String(
      decoding: formats.number(contents.due, decimals: 2).utf8.map { $0 == UInt8(ascii: ",") ? 0x20 : $0 },
      as: UTF8.self)
  }

  /// Name, street, postcode and town.
  private func lines(_ party: [String]?) -> [String] {
    guard let party else { return [] }
    let street = party[2]
    let town = party[4] + " " + party[5]
    return [party[1]] + (street.isEmpty ? [] : [street]) + [town]
  }

  /// A QR reference as 2 and five times 5 digits, a creditor reference in fours.
  private var reference: String? {
    guard let reference = contents.reference, let text = reference.text else { return nil }
    if case .qr = reference { return groups(text, first: 2, of: 5) }
    return groups(text, first: 4, of: 4)
  }

  private func groups(_ text: String, first: Int, of size: Int) -> String {
    var out: [UInt8] = []
    for (index, byte) in text.utf8.enumerated() {
      if index >= first, (index - first) % size == 0 { out.append(0x20) }
      out.append(byte)
    }
    return String(decoding: out, as: UTF8.self)
  }

  // MARK: - Shapes

  /// 46 mm wide, with the Swiss cross of 7 mm in its middle.
  private func addCode(_ start: Points, _ drawing: inout Drawing) {
    let top: Points = .millimetres(17)
    drawing.items.append(.code(code, start: start, top: top, size: .millimetres(46), .black))
    let cross: Points = .millimetres(7)
    let (left, above) = (start + .millimetres(19.5), top + .millimetres(19.5))
    func part(_ x: Int, _ y: Int, _ width: Int, _ height: Int, _ color: Color) {
      drawing.items.append(
        .fill(
          start: left + cross.scaled(x, over: 198), top: above + cross.scaled(y, over: 198),
          width: cross.scaled(width, over: 198), height: cross.scaled(height, over: 198), color, radius: 0))
    }
    part(0, 0, 198, 198, .white)
    part(14, 14, 170, 170, .black)
    part(83, 40, 33, 110, .white)
    part(44, 79, 110, 33, .white)
  }

  /// The four corners of a field that is left to be filled in by hand.
  private func addCorners(
    _ start: Points, _ top: Points, _ box: (width: Points, height: Points), _ drawing: inout Drawing
  ) {
    let arm: Points = .millimetres(3)
    let stroke = Stroke(.black, width: 0.75)
    for y in [top, top + box.height] {
      drawing.items.append(.rule(start: start, end: start + arm, y: y, stroke))
      drawing.items.append(.rule(start: start + box.width - arm, end: start + box.width, y: y, stroke))
    }
    for x in [start, start + box.width] {
      drawing.items.append(.upright(start: x, top: top, bottom: top + arm, stroke))
      drawing.items.append(.upright(start: x, top: top + box.height - arm, bottom: top + box.height, stroke))
    }
  }
}
