/// What the browser has saved.

import Trust

struct Downloads: Sendable {
  let folder: String

  /// Waits for a PDF, sees that it holds the values (in its e-invoice, a deflated stream), and removes it.
  func pdf(holding wanted: [Canary]) async throws {
    try await eventually("the PDF is downloaded") { files.contains { $0.hasSuffix(".pdf") } }
    guard let name = files.first(where: { $0.hasSuffix(".pdf") }) else { return }
    let bytes = try Files.read("\(folder)/\(name)")
    try Files.removeFolder("\(folder)/\(name)")
    let found = Set(CanarySearch(wanted).finds(in: bytes).map(\.canary))
    let missing = wanted.map(\.name).filter { !found.contains($0) }
    guard missing.isEmpty else {
      throw Page.Failure(description: "the PDF does not hold what was planted: \(missing.joined(separator: ", "))")
    }
  }

  private var files: [String] { Files.names(in: folder) }
}
