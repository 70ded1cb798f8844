/// A workspace's own domain, proven by its DNS: it must be an alias (CNAME, RFC 1034 section 3.6.2) of the host that the
/// workspace has at its runtime. Nobody else can make that record, and it is what leads visitors there anyway.

import Dispatch
import Glibc
import ServerKit

enum DomainName {
  /// As it is kept: lower case. Nil for what is no public host: an address, one label, `localhost`, another host with a
  /// port.
  static func read(_ text: String) -> String? {
    guard let host = HostName(text), host.port == nil, !host.isLocal else { return nil }
    let labels = host.name.split(separator: ".", omittingEmptySubsequences: false)
    let isNumber = labels.last?.utf8.allSatisfy { (0x30...0x39).contains($0) } ?? true
    let areSound = labels.allSatisfy { label in
      (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-" && !label.contains("_")
    }
    return labels.count >= 2 && areSound && !isNumber && !host.name.hasPrefix("[") ? host.name : nil
  }

  /// By this machine's resolver; nil when the name is unknown.
  static func canonical(_ name: String) async -> String? {
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(returning: lookUp(name)) }
    }
  }

  private static func lookUp(_ name: String) -> String? {
    var hints = addrinfo()
    hints.ai_flags = AI_CANONNAME
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var found: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(name, nil, &hints, &found) == 0, let found else { return nil }
    defer { freeaddrinfo(found) }
    guard let canonical = found.pointee.ai_canonname else { return nil }
    let text = String(cString: canonical).lowercased()
    return text.hasSuffix(".") ? String(text.dropLast()) : text
  }
}
