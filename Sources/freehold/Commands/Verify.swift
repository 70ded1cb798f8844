import ArgumentParser
import Contract
import Glibc
import Trust
import Values

extension Audit {
  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract:
        "Recompute an export's trees, without any network, and name the first row that is not as it was sealed.",
      discussion: """
        The export carries the key of its control plane. Give --key (base64url, as a runtime or an earlier export knows \
        it) to be sure whose signature it is, and --head (a head that you downloaded earlier) to be sure that this \
        history goes on from the one you knew. Ends with 1 when something was changed, removed or inserted.

        Example:  freehold audit verify audit.jsonl --head head-of-march.json
        """)

    @Argument(help: "The export; - reads standard input.") var file: String
    @Option(help: "The control plane's public key.") var key: String?
    @Option(help: "A file with a signed head that was kept.") var head: String?
    @Flag(help: "The result as JSON.") var json = false

    func run() throws {
      var verification = AuditVerification(key: try expectedKey(), known: try knownHead())
      let result: Result<VerifiedAudit, AuditBreach> = try Lines.each(of: file) { lines in
        do throws(AuditBreach) {
          while let line = lines() { try verification.read(line) }
          return .success(try verification.end())
        } catch { return .failure(error) }
      }
      switch result {
      case .success(let audit):
        let isAnchored = key != nil || head != nil
        Terminal.line(json ? AuditText.json(audit).text : AuditText.text(audit, isAnchored: isAnchored))
      case .failure(let breach):
        Terminal.line(json ? AuditText.json(breach).text : AuditText.text(breach))
        throw ExitCode(ToolFailure.Code.refused.rawValue)
      }
    }

    private func expectedKey() throws(ToolFailure) -> VerificationKey? {
      guard let key else { return nil }
      guard let bytes = Base64URL.decode(key), let parsed = VerificationKey(rawBytes: bytes) else {
        throw ToolFailure(.usage, "--key is no public key.", advice: "It is 43 characters of base64url.")
      }
      return parsed
    }

    private func knownHead() throws(ToolFailure) -> SignedAuditHead? {
      guard let head else { return nil }
      let bytes = try Files.read(head)
      do { return try SignedAuditHead(try JSON.parse(bytes)) } catch {
        throw ToolFailure(.usage, "\(head) holds no signed head.", advice: "Download it again from the audit page.")
      }
    }
  }
}

/// A file line by line, in memory that does not grow with it.
enum Lines {
  static func each<Value>(
    of path: String, _ read: (_ next: () -> [UInt8]?) throws -> Value
  ) throws -> Value {
    guard let file = path == "-" ? fdopen(STDIN_FILENO, "r") : fopen(path, "r") else {
      throw ToolFailure(
        .thisMachine, "Cannot read \(path): \(String(cString: strerror(errno))).", advice: "Check the path.")
    }
    defer { fclose(file) }
    var buffer: UnsafeMutablePointer<CChar>?
    var capacity = 0
    defer { free(buffer) }
    return try read {
      while true {
        let count = getline(&buffer, &capacity, file)
        guard count > 0, let start = buffer else { return nil }
        let line = UnsafeRawBufferPointer(start: start, count: count).prefix { $0 != 0x0A }
        if !line.isEmpty { return Array(line) }
      }
    }
  }
}
