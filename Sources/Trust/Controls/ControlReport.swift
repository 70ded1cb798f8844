// A run of checks as a file: the installation's key and its signed results, for a machine, or in words for a person.

public import Contract
public import Values

public struct ControlReport: Sendable, Equatable {
  /// As the report claims; whoever verifies knows it from elsewhere.
  public let key: VerificationKey
  public let results: [SignedControlResult]

  public init(key: VerificationKey, results: [SignedControlResult]) {
    self.key = key
    self.results = results
  }

  public var json: JSON {
    [
      "kind": "control-report", "version": 1, "key": .string(Base64URL.encode(key.rawBytes)),
      "results": .array(results.map(\.json)),
    ]
  }

  /// The JSON, compact.
  public var text: String { json.text }

  public init(_ json: JSON) throws(JSONReader.Problem) {
    var reader = try JSONReader(json)
    guard try reader.string("kind") == "control-report" else { throw JSONReader.Problem(member: "kind") }
    guard try reader.integer("version") == 1 else { throw JSONReader.Problem(member: "version") }
    guard let key = VerificationKey(rawBytes: try reader.base64("key")) else { throw JSONReader.Problem(member: "key") }
    self.key = key
    var results: [SignedControlResult] = []
    for item in try reader.array("results") { results.append(try SignedControlResult(item)) }
    self.results = results
    try reader.end()
  }

  /// Nil when `key` did not sign every result.
  public func verified(by key: VerificationKey) -> [ControlResult]? {
    let verified = results.compactMap { $0.verified(by: key) }
    return verified.count == results.count ? verified : nil
  }
}

extension ControlResult {
  /// A line for what was found and, where it is not well, one for each finding.
  public var lines: [String] {
    let mark =
      switch outcome {
      case .passed: "holds        "
      case .failed: "DOES NOT HOLD"
      case .couldNotRun: "not checked  "
      }
    let head = "\(mark)  \(control)  (\(kind.rawValue), \(milliseconds) ms)"
    guard outcome != .passed else { return [head] }
    return [head] + evidence.problems.map { "                 \($0)" }
  }
}

extension Evidence {
  /// What is wrong, or why it could not be looked at.
  public var problems: [String] {
    facts.flatMap { fact -> [String] in
      guard case .names(let label, let names) = fact, label == "found" || label == "why" else { return [] }
      return names
    }
  }
}
