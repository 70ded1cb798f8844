/// The line at the foot of a document that was made without a credit: small, in the document's language, and nothing more.

internal import PDF

extension InvoiceLayout {
  /// At the start of the line that ends with the page's number; above a Swiss payment part, which suffers nothing inside.
  func mark(_ index: Int) throws(PDFError) {
    var drawing = Drawing()
    drawing.place(
      try line(Self.watermark(formats.language), style(7, design.soft)), start: margin, width: width, top: 0,
      leading: 10)
    let foot = size.height - .millimetres(8) - 10
    let top = flow.withoutFooter.contains(index) ? size.height - SwissBill.height - Self.watermarkHeight : foot
    flow.sheets[index].draw(drawing, at: top)
  }

  /// With the air to the payment part below.
  static let watermarkHeight: Points = .millimetres(8)

  static func watermark(_ language: String) -> String {
    switch language {
    case "de": "Erstellt mit Freehold Studio"
    case "fr": "Réalisé avec Freehold Studio"
    case "es": "Hecho con Freehold Studio"
    case "it": "Creato con Freehold Studio"
    case "nl": "Gemaakt met Freehold Studio"
    case "pl": "Utworzono w Freehold Studio"
    case "pt": "Feito com Freehold Studio"
    case "ar": "أُنشئ باستخدام Freehold Studio"
    case "he": "נוצר באמצעות Freehold Studio"
    default: "Made with Freehold Studio"
    }
  }
}
