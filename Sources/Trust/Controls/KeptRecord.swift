// What a store keeps of the controls: a signed record, and beside it columns that nobody signed. By these it is found, so
// they must say what the record itself says; otherwise an old record could be shown again as the newest.

public import Contract
public import Values

/// A result or a statement: of one control, at one time.
public protocol ControlRecord: Sendable {
  var control: ControlID { get }
  var at: Instant { get }
}

public protocol SignedControlRecord: Sendable, Equatable {
  associatedtype Record: ControlRecord
  /// Nil when another key signed it, or it is no such record.
  func verified(by key: VerificationKey) -> Record?
}

extension ControlResult: ControlRecord {}
extension ControlStatement: ControlRecord {}
extension SignedControlResult: SignedControlRecord {}
extension SignedControlStatement: SignedControlRecord {}

public struct Kept<Signed: SignedControlRecord>: Sendable, Equatable {
  /// The unsigned columns.
  public let control: String
  public let at: Instant
  public let signed: Signed

  public init(_ signed: Signed, control: String, at: Instant) {
    self.signed = signed
    self.control = control
    self.at = at
  }

  /// How far another machine's clock may be ahead.
  private static var patienceSeconds: Int { 300 }

  /// Nil when it was not signed by `key`, when its columns say something else than what was signed, or when it lies in
  /// the future.
  public func genuine(by key: VerificationKey, at now: Instant) -> Signed.Record? {
    guard let record = signed.verified(by: key), record.control.text == control, record.at == at,
      record.at <= now.adding(seconds: Self.patienceSeconds)
    else { return nil }
    return record
  }
}

extension Sequence {
  /// The newest genuine record of each control, by the time that was signed; and the controls whose newest row, by its
  /// columns, is not genuine. A row of no known control may be anybody's: then `isAnybodys` is true.
  public func standing<Signed>(
    by key: VerificationKey, at now: Instant
  ) -> (newest: [ControlID: Signed.Record], forged: Set<String>, isAnybodys: Bool) where Element == Kept<Signed> {
    var newest: [ControlID: Signed.Record] = [:]
    var forged: Set<String> = []
    for row in self {
      guard let record = row.genuine(by: key, at: now) else {
        forged.insert(row.control)
        continue
      }
      if newest[record.control].map({ $0.at < record.at }) ?? true { newest[record.control] = record }
    }
    return (newest, forged, forged.contains { id in !Control.all.contains { $0.id.text == id } })
  }
}
