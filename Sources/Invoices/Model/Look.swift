/// How a document is laid out. Nothing of it is part of the e-invoice.

public enum Template: String, Choice {
  case classic, modern, minimal
}

public enum Typeface: String, Choice {
  case sans, serif
}

public enum Paper: String, Choice {
  case a4, letter
}

public struct Look: Described {
  public static let about = "How the document is laid out."
  public var template = Template.classic
  public var paper = Paper.a4
  public var font = Typeface.sans
  public var language: String?
  public var accent: String?
  public var logo: [UInt8] = []
  public init() {}

  public mutating func describe<Fields: FieldVisitor>(_ fields: inout Fields) {
    fields.choice("template", &template, default: .classic, "The template.")
    fields.choice("paper", &paper, default: .a4, "The paper.")
    fields.choice("font", &font, default: .sans, "The font: Noto Sans or Noto Serif.")
    fields.text("language", &language, "BCP 47 tag of its language, such as en, de or de-CH.")
    fields.text("accent", &accent, "Its colour, such as #0a5c36.")
    fields.bytes("logo", &logo, "A PNG or JPEG.")
  }
}
