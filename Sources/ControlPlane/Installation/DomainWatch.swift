/// Looks each hour whether the DNS of each workspace's own domain still leads here. What leads elsewhere is shown to its
/// administrators, and released after two weeks: whoever has the name by then may want it.

import Contract
import ControlStore
import Logging
import Values

struct DomainWatch: Sendable {
  static let patienceDays = 14

  let store: ControlStore
  /// A host's canonical name; nil when there is none, or when nobody answers.
  let canonicalName: @Sendable (String) async -> String?
  let now: @Sendable () -> Instant
  let logger: Logger

  func look(request: RequestID) async throws {
    for kept in try await store.keptDomains() {
      guard let target = kept.runtime.flatMap({ RuntimeAddress($0) })?.target(of: kept.slug) else { continue }
      let leadsHere = await canonicalName(kept.domain) == target
      guard let fate = Self.fate(of: kept, leadsHere: leadsHere, now: now()) else { continue }
      try await store.note(fate, of: kept, request: request)
      logger.warning("\(Self.words(fate))", metadata: ["workspace": "\(kept.slug)"])
    }
  }

  /// Nil where nothing changes.
  static func fate(of kept: KeptDomain, leadsHere: Bool, now: Instant) -> DomainFate? {
    switch (leadsHere, kept.lostAt) {
    case (true, nil): nil
    case (true, .some): .found
    case (false, nil): .lost(since: now)
    case (false, let since?): now >= since.adding(seconds: patienceDays * 86_400) ? .released : nil
    }
  }

  private static func words(_ fate: DomainFate) -> String {
    switch fate {
    case .lost: "the DNS of a workspace's domain leads elsewhere"
    case .found: "the DNS of a workspace's domain leads here again"
    case .released: "a workspace's domain was released: its DNS has led elsewhere for \(patienceDays) days"
    }
  }
}
