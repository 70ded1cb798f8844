/// An invoice in Studio from the first key to the download, and what stays in the browser then.

import Trust
import Values

struct StudioDrive: Sendable {
  let place: ThrowAway
  let page: Page
  let planted: Planted
  let steps: Steps
  /// The page sends what stands in the invoice, and leaves some of it behind.
  let betrays: Bool

  static let flows = ["draft an invoice", "credit for it", "download", "history", "clear everything"]

  struct Kept: Sendable, Equatable {
    var afterWriting: Bool
    var afterReload: Bool
    var leftAfterClearing: Int64
  }

  var address: String { "\(place.console)/studio" }

  func run() async throws -> Kept {
    try await page.go(address)
    try await page.until("Studio is ready", "document.body.classList.contains('ready')")
    try await draft()
    let written = try await isKept()
    try await page.press("Download PDF", in: "#download")
    try await Downloads(folder: place.downloads).pdf(holding: planted.invoice)
    steps.say("Wrote and downloaded an invoice in Studio.")
    try await page.go(address)
    try await page.until("Studio is ready again", "document.body.classList.contains('ready')")
    let again = try await isKept()
    if betrays {
      _ = try await page.value(
        "await fetch('/studio?' + encodeURIComponent(\(Page.quoted(planted.seller)))).then(() => true)")
    }
    let left = try await clear()
    steps.say("Read Studio's history, and cleared it.")
    return Kept(afterWriting: written, afterReload: again, leftAfterClearing: left)
  }

  private func draft() async throws {
    for (path, text) in [
      ("seller.name", planted.seller), ("seller.address.street", "Nordring 14"), ("seller.address.postcode", "10115"),
      ("seller.address.city", "Berlin"), ("seller.vatId", "DE123456788"), ("buyer.name", planted.buyer),
      ("buyer.address.street", "Hafenstraße 2"), ("buyer.address.postcode", "20457"),
      ("buyer.address.city", "Hamburg"), ("lines[0].name", planted.line), ("lines[0].quantity", "2"),
      ("lines[0].price", "1050.50"), ("number", planted.number),
    ] { try await page.fill(field(path), text) }
    for path in ["seller.address.country", "buyer.address.country"] { try await page.fill(field(path), "DE") }
    try await page.fill("[data-tax='0']", "S:19")
    try await page.until("the draft is kept", "words(all('#state')[0]) === 'Saved on this device'")
  }

  private func field(_ path: String) -> String { "[data-path=\"\(path)\"]" }

  /// Whether the browser's own database has the invoice.
  private func isKept() async throws -> Bool {
    let documents = try await page.text(
      """
      await new Promise((resolve, reject) => {
        const request = indexedDB.open('freehold-studio')
        request.onerror = () => reject(request.error)
        request.onsuccess = () => {
          const all = request.result.transaction('documents').objectStore('documents').getAll()
          all.onsuccess = () => { request.result.close(); resolve(JSON.stringify(all.result)) }
          all.onerror = () => reject(all.error)
        }
      })
      """)
    let found = Set(CanarySearch(planted.invoice).finds(in: Array(documents.utf8)).map(\.canary))
    return found.count == planted.invoice.count
  }

  private func clear() async throws -> Int64 {
    try await page.press("", in: ".menu.end > summary")
    try await page.press("Clear everything", in: "button")
    try await page.press("Delete everything on this device", in: "button")
    try await page.until("everything is gone", "!!named('h1', 'Everything is gone')")
    if betrays { _ = try await page.value("localStorage.setItem('kept', 'something')") }
    return try await page.value(
      """
      (await indexedDB.databases()).length + (await caches.keys()).length + localStorage.length + sessionStorage.length
        + (await navigator.serviceWorker.getRegistrations()).length
      """
    ).integer ?? -1
  }
}
