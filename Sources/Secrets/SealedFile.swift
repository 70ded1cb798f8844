/// Secrets in one local file, each sealed by itself with AES-256-GCM (NIST SP 800-38D) under (workspace, environment,
/// name) as associated data: an entry that is moved to another name does not open.
///
/// A server and `freehold-runtime secrets set` share the file: writers lock it, replace it whole, and readers look at
/// its identity at each request.

import Crypto
import Synchronization
public import Values

public final class SealedFile: SecretsManager {
  /// 64 KiB.
  public static let longest = 65_536

  private let path: String
  private let key: SecretsKey
  private let cache = Mutex<Cache>(Cache())

  private struct Cache {
    var version: PrivateFile.Version?
    var entries: [SecretReference: SealedEntries.Entry] = [:]
    /// Those of the entries that were asked for.
    var opened: [SecretReference: SecretValue] = [:]
  }

  public init(path: String, key: SecretsKey) {
    self.path = path
    self.key = key
  }

  public func value(_ reference: SecretReference) async throws(SecretsError) -> SecretValue? {
    let version = try PrivateFile.version(path)
    return try cache.withLock { (cache) throws(SecretsError) in
      if version == nil || cache.version != version {
        cache = Cache(version: version, entries: try SealedEntries.read(path))
      }
      if let known = cache.opened[reference] { return known }
      guard let box = cache.entries[reference]?.sealed else { return nil }
      let value = try open(box, reference)
      cache.opened[reference] = value
      return value
    }
  }

  /// Adds or replaces.
  public func set(_ reference: SecretReference, to value: SecretValue, at now: Instant) throws(SecretsError) {
    guard reference.isWellFormed else { throw .badName }
    let box = try value.reveal { (bytes) throws(SecretsError) in
      guard bytes.count <= Self.longest else { throw .tooLong }
      return try seal(bytes, reference)
    }
    try change { $0[reference] = SealedEntries.Entry(sealed: box, setAt: now) }
  }

  /// - Returns: whether there was one.
  public func remove(_ reference: SecretReference) throws(SecretsError) -> Bool {
    var existed = false
    try change { existed = $0.removeValue(forKey: reference) != nil }
    return existed
  }

  /// When each secret was set to the value that it has; nil where that is not known.
  public func setTimes() throws(SecretsError) -> [SecretReference: Instant?] {
    try SealedEntries.read(path).mapValues(\.setAt)
  }

  /// Names only, in order.
  public func list() throws(SecretsError) -> [SecretReference] {
    let entries = try SealedEntries.read(path)
    return entries.keys.sorted {
      ($0.workspace, $0.environment, $0.name) < ($1.workspace, $1.environment, $1.name)
    }
  }

  private func change(_ body: (inout [SecretReference: SealedEntries.Entry]) -> Void) throws(SecretsError) {
    try PrivateFile.locked(path + ".lock") { () throws(SecretsError) in
      var entries = try SealedEntries.read(path)
      body(&entries)
      try PrivateFile.replace(path, with: SealedEntries.write(entries))
    }
  }

  private func seal(_ bytes: [UInt8], _ reference: SecretReference) throws(SecretsError) -> [UInt8] {
    do {
      let box = try AES.GCM.seal(bytes, using: key.key, authenticating: reference.associatedData)
      return Array(box.nonce) + Array(box.ciphertext) + Array(box.tag)
    } catch { throw .cannotOpen(name: reference.name) }
  }

  private func open(_ box: [UInt8], _ reference: SecretReference) throws(SecretsError) -> SecretValue {
    do {
      let opened = try AES.GCM.open(
        AES.GCM.SealedBox(combined: box), using: key.key, authenticating: reference.associatedData)
      return SecretValue(Array(opened))
    } catch { throw .cannotOpen(name: reference.name) }
  }
}

extension SecretReference {
  /// Each part behind its length, so that no two references share their bytes.
  fileprivate var associatedData: [UInt8] {
    var out = Array("freehold-secret-v1".utf8)
    for part in [workspace, environment, name] { out += Array("\n\(part.utf8.count):\(part)".utf8) }
    return out
  }
}
