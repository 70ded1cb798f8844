// What a store keeps of the controls: a signed record, and beside it columns that nobody signed. By these it is found, so
// they must say what the record itself says; otherwise an old record could be shown again as the newest.

public import Contract
public import Values

/// A result or a statement: of one control, at one time.
public protocol ControlRecord: Sendable, Equatable {
  static var signedKind: SignedKind { get }
  var control: ControlID { get }
  var at: Instant { get }
  /// Canonical: the bytes that are signed.
  var json: JSON { get }

  init(_ json: JSON) throws(JSONReader.Problem)
}

extension ControlResult: ControlRecord {
  public static var signedKind: SignedKind { .controlResult }
}

extension ControlStatement: ControlRecord {
  public static var signedKind: SignedKind { .controlStatement }
}

public typealias SignedControlResult = SignedControlRecord<ControlResult>
public typealias SignedControlStatement = SignedControlRecord<ControlStatement>

public struct SignedControlRecord<Record: ControlRecord>: Sendable, Equatable {
  /// The record's JSON, byte for byte as it was signed.
  public let text: String
  public let signature: [UInt8]

  public init(signing record: Record, with key: SigningKey) throws {
    text = record.json.text
    signature = try key.sign(Record.signedKind, Array(text.utf8))
  }

  /// As it was kept.
  public init(text: String, signature: [UInt8]) {
    self.text = text
    self.signature = signature
  }

  /// Nil when another key signed it, or it is no such record.
  public func verified(by key: VerificationKey) -> Record? {
    guard key.verifies(signature, Record.signedKind, Array(text.utf8)) else { return nil }
    do { return try Record(try JSON.parse(text)) } catch { return nil }
  }
}

public struct Kept<Record: ControlRecord>: Sendable, Equatable {
  /// The unsigned columns.
  public let control: String
  public let at: Instant
  public let signed: SignedControlRecord<Record>

  public init(_ signed: SignedControlRecord<Record>, control: String, at: Instant) {
    self.signed = signed
    self.control = control
    self.at = at
  }

  /// How far another machine's clock may be ahead.
  private static var patienceSeconds: Int { 300 }

  /// Nil when it was not signed by `key`, when its columns say something else than what was signed, or when it lies in
  /// the future.
  public func genuine(by key: VerificationKey, at now: Instant) -> Record? {
    guard let record = signed.verified(by: key), record.control.text == control, record.at == at,
      record.at <= now.adding(seconds: Self.patienceSeconds)
    else { return nil }
    return record
  }
}

extension Sequence {
  /// The newest genuine record of each control, by the time that was signed; and the controls whose newest row, by its
  /// columns, is not genuine. A row of no known control may be anybody's: then `isAnybodys` is true.
  public func standing<Record>(
    by key: VerificationKey, at now: Instant
  ) -> (newest: [ControlID: Record], forged: Set<String>, isAnybodys: Bool) where Element == Kept<Record> {
    var newest: [ControlID: Record] = [:]
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
