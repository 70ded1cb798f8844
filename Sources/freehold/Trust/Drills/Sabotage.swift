/// The test of the test: a value on purpose in each place, and in each form, in turn. What is not found there is a finding.

import Glibc
import Subprocess
import SystemPackage
import Trust
import Values

struct Sabotage: Sendable {
  let place: ThrowAway
  let page: Page
  let planted: Planted
  let steps: Steps

  private var places: CanaryPlaces { CanaryPlaces(place: place) }

  struct Outcome: Sendable {
    var planted: [String] = []
    var missed: [String] = []
  }

  func run() async throws -> Outcome {
    var outcome = Outcome()
    try await database(&outcome)
    try await log(&outcome)
    try await traffic(&outcome)
    try await files(&outcome)
    steps.say(
      "Planted \(outcome.planted.count) values on purpose, found \(outcome.planted.count - outcome.missed.count).")
    return outcome
  }

  /// A row, as a bug of ours would write it: in the dump, in the write-ahead log and, after a checkpoint, in the files.
  private func database(_ outcome: inout Outcome) async throws {
    let canary = try canary(1)
    let hex = Hex.encode(Array(canary.text.utf8))
    try await place.postgres.sql(
      "create table public.sabotage as select convert_from('\\x\(hex)', 'UTF8') as value", place.controlDatabase)
    for name in [CanaryPlaces.Name.dump, .log, .files] {
      try await expect(canary, in: name, as: "plain", "a row, in the \(name.rawValue)", &outcome)
    }
    try await place.postgres.sql("drop table public.sabotage", place.controlDatabase)
  }

  private func log(_ outcome: inout Outcome) async throws {
    let canary = try canary(2)
    let line: JSON = ["level": "info", "message": .string("sent \(canary.text)")]
    let path = place.logs + "/sabotage.log"
    try Files.write(line.bytes + [10], to: path, mode: 0o600)
    try await expect(canary, in: .logs, as: nil, "a line of a log", &outcome)
    try Files.removeFolder(path)
  }

  /// By the browser, as a page of ours would: in an address, in a body, as base64 and packed.
  private func traffic(_ outcome: inout Outcome) async throws {
    try await page.go(place.console + "/security")
    for (number, form, send) in [
      (3, "percent", "fetch('/security?x=' + encodeURIComponent(value))"),
      (4, "plain", "fetch('/permits', { method: 'POST', body: value })"),
      (
        5, "base64",
        "fetch('/permits', { method: 'POST', body: btoa(String.fromCharCode(...new TextEncoder().encode('a' + value))) })"
      ),
      (
        6, "gzip/plain",
        """
        fetch('/permits', { method: 'POST', body: await new Response(
          new Blob([value]).stream().pipeThrough(new CompressionStream('gzip'))).blob() })
        """
      ),
    ] {
      let canary = try canary(number)
      // The answer is of no interest, only that it was sent; and nobody reads it.
      _ = try await page.value(
        "await (async (value) => { await \(send); return true })(\(Page.quoted(canary.text)))")
      try await expect(canary, in: .received, as: form, "a request, as \(form)", &outcome)
    }
  }

  /// Each form in a file of the data folder.
  private func files(_ outcome: inout Outcome) async throws {
    for (index, form) in CanaryForm.allCases.enumerated() {
      let canary = try canary(10 + index)
      for (variant, needle) in form.needles(of: canary.text).enumerated() {
        try await file(canary, [0x20] + needle + [0x20], as: form.rawValue, "\(form.rawValue) \(variant + 1)", &outcome)
      }
    }
    let canary = try canary(20)
    let packed = try await gzip(Array("before \(canary.text) after".utf8))
    try await file(canary, packed, as: "gzip/plain", "gzip", &outcome)
    // The same deflated bytes under zlib's header (RFC 1950) instead of gzip's of ten bytes (RFC 1952).
    try await file(canary, [0x78, 0x9C] + packed.dropFirst(10).dropLast(8), as: "deflate/plain", "deflate", &outcome)
  }

  private func file(
    _ canary: Canary, _ bytes: [UInt8], as form: String, _ what: String, _ outcome: inout Outcome
  ) async throws {
    let path = place.control + "/sabotage"
    try Files.write(bytes, to: path, mode: 0o600)
    defer { unlink(path) }
    var forms: Set<String> = []
    try FileWalk.each([path]) { _, content in
      for find in CanarySearch([canary]).finds(in: content) { forms.insert(find.form) }
    }
    note("a file, as \(what)", isFound: forms.contains(form), &outcome)
  }

  private func expect(
    _ canary: Canary, in name: CanaryPlaces.Name, as form: String?, _ what: String, _ outcome: inout Outcome
  ) async throws {
    let found = try await places.search([canary], in: [name]).found
    note(what, isFound: found.contains { form == nil || $0.find.form == form }, &outcome)
  }

  private func note(_ what: String, isFound: Bool, _ outcome: inout Outcome) {
    outcome.planted.append(what)
    if !isFound { outcome.missed.append("a planted value was not found: \(what)") }
  }

  private func canary(_ number: Int) throws(ToolFailure) -> Canary {
    guard let canary = planted.sabotage(number) else {
      throw ToolFailure(.thisMachine, "No value could be made to plant.", advice: "Try again.")
    }
    return canary
  }

  private func gzip(_ bytes: [UInt8]) async throws -> [UInt8] {
    let result = try await Subprocess.run(
      .path("/bin/gzip"), arguments: ["--no-name", "--stdout"], input: .array(bytes), output: .bytes(limit: 1 << 20),
      error: .discarded)
    return result.standardOutput
  }
}
