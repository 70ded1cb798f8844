import ArgumentParser
import Glibc
import Invoices
import PDF
import Values

struct Render: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make the PDF of an invoice.",
    discussion: """
      What is wrong with the invoice is said on standard error; the PDF is made all the same, without the e-invoice where \
      a rule of EN 16931 is broken. Ends with 1 when a file could not be read at all.

      SOURCE_DATE_EPOCH (seconds since 1970) stands in for the time that the PDF names, so that the same invoice gives the \
      same bytes.
      """)

  @OptionGroup var files: InvoiceFiles
  @Option(help: "The e-invoice inside: cii (Factur-X, ZUGFeRD) or xrechnung.") var embed = "cii"
  @Option(help: "classic, modern or minimal. Default: as the invoice says.") var template: String?
  @Option(help: "a4 or letter. Default: as the invoice says.") var paper: String?
  @Option(help: "sans or serif: Noto Sans or Noto Serif. Default: as the invoice says.") var font: String?
  @Option(help: "The document's language, such as en, de or ar. Default: as the invoice says.") var language: String?
  @Option(help: "A PNG or JPEG for the head.") var logo: String?
  @Option(help: "The folder of the Noto fonts.") var fonts: String?
  @Flag(help: "One JSON object for each file: what was written, which e-invoice, which findings.") var json = false
  @Flag(name: [.short, .long], help: "Say nothing of findings that cost nothing.") var quiet = false

  func validate() throws {
    guard embed == "cii" || embed == "xrechnung" else { throw ValidationError("--embed is cii or xrechnung.") }
    if let template, Template(rawValue: template) == nil {
      throw ValidationError("--template is classic, modern or minimal.")
    }
    if let paper, Paper(rawValue: paper) == nil { throw ValidationError("--paper is a4 or letter.") }
    if let font, Typeface(rawValue: font) == nil { throw ValidationError("--font is sans or serif.") }
    if json, files.output == "-" { throw ValidationError("--json and the PDF do not both go to standard output.") }
  }

  /// What became of one file.
  struct Outcome: Sendable {
    var file: String
    var written: String?
    /// Whether it took the place of another.
    var wasThere = false
    var eInvoice: EInvoiceFormat?
    var findings: [Finding]
    /// Why it could not be read or written.
    var failure: ToolFailure?
  }

  func run() async throws {
    try files.prepare(ending: ".pdf")
    let job = RenderJob(
      files: files, format: embed == "xrechnung" ? .xrechnung : .cii, fonts: try FontFiles(fonts),
      logo: try logo.map { try Files.read($0) }, template: template.flatMap { Template(rawValue: $0) },
      paper: paper.flatMap { Paper(rawValue: $0) }, font: font.flatMap { Typeface(rawValue: $0) }, language: language,
      created: try Self.now())
    let outcomes = await job.all()
    for outcome in outcomes { say(outcome) }
    if let failure = outcomes.compactMap(\.failure).first { throw ExitCode(failure.code.rawValue) }
    if outcomes.contains(where: { $0.written == nil }) { throw ExitCode(ToolFailure.Code.refused.rawValue) }
  }

  private func say(_ outcome: Outcome) {
    if let failure = outcome.failure { Terminal.error(failure.description) }
    if json {
      Terminal.line(
        JSON.object([
          JSON.Member("file", .string(outcome.file)),
          JSON.Member("written", outcome.written.map { .string($0) } ?? .null),
          JSON.Member("eInvoice", outcome.eInvoice.map { .string($0.rawValue) } ?? .null),
          JSON.Member("findings", InvoiceText.json(outcome.findings)),
        ]).text)
      return
    }
    // That a quote is no e-invoice, and a sales tax no VAT, is no news to who renders one.
    let findings = outcome.findings.filter {
      $0.rule != "kind" && $0.rule != "taxes" && !(quiet && $0.loss == .nothing)
    }
    if !findings.isEmpty { Terminal.error(InvoiceText.text(findings, file: outcome.file)) }
    guard let written = outcome.written, written != "-" else { return }
    let inside = outcome.eInvoice.map { $0 == .xrechnung ? "with XRechnung" : "with Factur-X" } ?? "without e-invoice"
    Terminal.error("\(outcome.wasThere ? "Replaced" : "Wrote") \(written), \(inside).")
  }

  private static func now() throws(ToolFailure) -> DocumentDate {
    guard let given = getenv("SOURCE_DATE_EPOCH") else { return DocumentDate(secondsSince1970: Int64(time(nil))) }
    guard let seconds = Int64(String(cString: given)) else {
      throw ToolFailure(.usage, "SOURCE_DATE_EPOCH is no number of seconds.", advice: "Unset it or correct it.")
    }
    return DocumentDate(secondsSince1970: seconds)
  }
}

/// Renders many files, as many at once as there are processors.
struct RenderJob: Sendable {
  var files: InvoiceFiles
  var format: EInvoiceFormat
  var fonts: FontFiles
  var logo: [UInt8]?
  var template: Template?
  var paper: Paper?
  var font: Typeface?
  var language: String?
  var created: DocumentDate

  /// In the order of the files.
  func all() async -> [Render.Outcome] {
    let progress = Progress(files.files.count)
    defer { progress.clear() }
    return await withTaskGroup(of: (Int, Render.Outcome).self) { group in
      var waiting = files.files.enumerated().makeIterator()
      var outcomes: [(Int, Render.Outcome)] = []
      func start() -> Bool {
        guard let (index, file) = waiting.next() else { return false }
        group.addTask { (index, outcome(of: file)) }
        return true
      }
      for _ in 0..<max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) where start() { continue }
      while let outcome = await group.next() {
        outcomes.append(outcome)
        progress.step()
        _ = start()
      }
      return outcomes.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }

  /// A file that cannot be read or written leaves the others alone.
  private func outcome(of file: String) -> Render.Outcome {
    do throws(ToolFailure) {
      return try render(file)
    } catch {
      return Render.Outcome(file: file, findings: [], failure: error)
    }
  }

  private func render(_ file: String) throws(ToolFailure) -> Render.Outcome {
    let (read, form) = try InvoiceReading.read(file)
    guard var invoice = read else { return Render.Outcome(file: file, findings: form) }
    var look = invoice.look ?? Look()
    look.template = template ?? look.template
    look.paper = paper ?? look.paper
    look.font = font ?? look.font
    look.language = language ?? look.language
    look.logo = logo ?? look.logo
    if look != Look() { invoice.look = look }
    let fonts = try fonts.fonts(for: invoice, in: look.font)
    let (pdf, problem) = document(invoice, fonts)
    guard let pdf else { return Render.Outcome(file: file, findings: form + problem) }
    let path = files.destination(of: file, ending: ".pdf")
    let wasThere = path != "-" && Files.exists(path)
    try InvoiceFiles.write(pdf.bytes, to: path)
    let page = fonts.findings(invoice, known: form)
    return Render.Outcome(
      file: file, written: path, wasThere: wasThere, eInvoice: pdf.eInvoice,
      findings: form + pdf.findings + page)
  }

  private func document(_ invoice: Invoice, _ fonts: InvoiceFonts) -> (InvoicePDF?, [Finding]) {
    do throws(InvoicePDFError) {
      return (try invoice.pdf(fonts, created: created, embedding: format), [])
    } catch {
      let sentence =
        switch error {
        case .digits: "A number is too large to calculate with."
        case .pdf: "A font cannot be used."
        }
      return (
        nil,
        [
          Finding(
            rule: "pdf", field: "", sentence: sentence, advice: "Numbers have 38 digits at most.",
            loss: .unreadable)
        ]
      )
    }
  }
}
