import Addresses
import Contract
import LanguageModels
import Secrets
import Synchronization
import Values

/// One caller towards servers of this machine, ended with `done`.
struct Asking {
  let http: OutgoingHTTP
  let caller: ModelCaller
  /// How long it wanted to wait between attempts; it did not.
  let waits: Waits

  static let now = Instant(iso: "2026-11-21T12:00:00Z")!

  init(
    allowing ranges: [String] = ["127.0.0.1"], limits: OutgoingLimits = .patient,
    redactorLimits: OutgoingLimits = .patient
  ) {
    http = OutgoingHTTP(policy: AddressPolicy(allowing: ranges.compactMap { AddressRange($0) }))
    let waits = Waits()
    self.waits = waits
    caller = ModelCaller(
      http: http, limits: limits, redactorLimits: redactorLimits, now: { Self.now }, wait: { waits.add($0) })
  }

  func ask(
    _ parts: [PromptPart], provider: ModelProviderKind = .anthropic, secret: String, _ safeguard: Safeguard
  ) async -> ModelResult {
    await caller.ask(
      Question(parts),
      of: ModelTarget(name: "fast", provider: provider, model: "claude-test", region: "eu"),
      secret: SecretValue(Array(secret.utf8)), safeguard: safeguard)
  }

  func done() async { await http.shutdown() }

  final class Waits: Sendable {
    private let kept = Mutex<[Duration]>([])
    var all: [Duration] { kept.withLock { $0 } }
    func add(_ duration: Duration) { kept.withLock { $0.append(duration) } }
  }
}

extension OutgoingLimits {
  /// A busy machine is no fault of a server's.
  static let patient = OutgoingLimits(
    connect: .seconds(20), firstByte: .seconds(20), idle: .seconds(20), whole: .seconds(90))
}

extension ModelResult {
  var text: String? { if case .answered(let answer, _) = self { answer.text } else { nil } }
  var refusal: ModelRefusal? { if case .refused(let refusal, _) = self { refusal } else { nil } }
}
