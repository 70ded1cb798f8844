// What one check of one control found, signed by the installation, so that whoever has its public key can hold it to it.

public import Contract
public import Values

public enum ControlOutcome: String, Sendable, CaseIterable {
  case passed, failed
  /// The check could not look: something it needs was not there. Never counted as passed.
  case couldNotRun = "could_not_run"
}

/// What a check says, before it is dated and signed.
public struct ControlVerdict: Sendable, Equatable {
  public var outcome: ControlOutcome
  public var evidence: Evidence

  public init(_ outcome: ControlOutcome, _ evidence: Evidence) {
    self.outcome = outcome
    self.evidence = evidence
  }

  /// Passed when nothing was found.
  public init(findings: [String], _ evidence: Evidence) {
    self.init(findings.isEmpty ? .passed : .failed, findings.isEmpty ? evidence : evidence.led(by: "found", findings))
  }

  public static func couldNotRun(_ why: String) -> ControlVerdict {
    var evidence = Evidence()
    evidence.names("why", [why])
    return ControlVerdict(.couldNotRun, evidence)
  }
}

public struct ControlResult: Sendable, Equatable {
  public var control: ControlID
  public var kind: ControlKind
  public var at: Instant
  public var outcome: ControlOutcome
  public var milliseconds: Int64
  /// SHA-256 of the programs that it speaks about, by their names.
  public var programs: [Program]
  public var evidence: Evidence

  public struct Program: Sendable, Equatable {
    public var name: String
    public var digest: Digest

    public init(name: String, digest: Digest) {
      self.name = name
      self.digest = digest
    }
  }

  public init(
    control: ControlID, kind: ControlKind, at: Instant, outcome: ControlOutcome, milliseconds: Int64,
    programs: [Program], evidence: Evidence
  ) {
    self.control = control
    self.kind = kind
    self.at = at
    self.outcome = outcome
    self.milliseconds = milliseconds
    self.programs = programs
    self.evidence = evidence
  }

  /// Canonical: the bytes that are signed.
  public var json: JSON {
    [
      "control": .string(control.text), "kind": .string(kind.rawValue), "at": .string(at.iso),
      "outcome": .string(outcome.rawValue), "milliseconds": .integer(milliseconds),
      "programs": .array(
        programs.map { ["name": .string($0.name), "sha256": .string($0.digest.description)] }),
      "evidence": evidence.json,
    ]
  }

  public init(_ json: JSON) throws(JSONReader.Problem) {
    var reader = try JSONReader(json)
    control = try reader.text("control", ControlID.init)
    kind = try reader.text("kind", ControlKind.init)
    at = try reader.text("at", Instant.init(iso:))
    outcome = try reader.text("outcome", ControlOutcome.init)
    milliseconds = try reader.integer("milliseconds")
    programs = []
    for item in try reader.array("programs") {
      var program = try JSONReader(item)
      programs.append(Program(name: try program.string("name"), digest: try program.text("sha256", Digest.init(hex:))))
      try program.end()
    }
    evidence = try Evidence(try reader.array("evidence"))
    try reader.end()
  }
}

extension SignedControlResult {
  public var json: JSON {
    ["result": .string(text), "signature": .string(Base64URL.encode(signature))]
  }

  /// SHA-256 of the record as a report has it, signature included: whoever has the record recognises it, and nobody can
  /// guess his way from the digest to what the check saw.
  public var digest: Digest { Digest(of: json.bytes) }

  public init(_ json: JSON) throws(JSONReader.Problem) {
    var reader = try JSONReader(json)
    self.init(text: try reader.string("result"), signature: try reader.base64("signature"))
    try reader.end()
  }
}
