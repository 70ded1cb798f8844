/// Whether a port can be had, and if not, who has it.

import Glibc

enum PortCheck {
  /// Fails with the name of the program that listens on `port`, where `/proc` tells it.
  static func require(_ port: Int, flag: String, for whom: String) throws(ToolFailure) {
    guard (1...65535).contains(port) else {
      throw ToolFailure(.usage, "\(port) is no port.", advice: "Choose one between 1 and 65535 with \(flag).")
    }
    guard !isFree(port) else { return }
    let owner = owner(of: port).map { "by \($0)" } ?? "by another program"
    throw ToolFailure(
      .thisMachine, "Port \(port) for the \(whom) is in use \(owner).",
      advice: "Stop that program, or choose another port: freehold dev \(flag) \(port + 100)")
  }

  /// A port that nobody has now.
  static func anyFree() -> Int? { (0..<200).lazy.map { _ in Int.random(in: 20_000...29_999) }.first(where: isFree) }

  private static func isFree(_ port: Int) -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { return true }
    defer { close(descriptor) }
    var on: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
    // Not `sockaddr_in`: where SwiftNIO's headers are seen too, the compiler may take it for theirs.
    var found: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo("127.0.0.1", String(port), nil, &found) == 0, let address = found else { return true }
    defer { freeaddrinfo(address) }
    return bind(descriptor, address.pointee.ai_addr, address.pointee.ai_addrlen) == 0
  }

  /// `name (process 123)`; nil when it belongs to a user whose files we may not see.
  private static func owner(of port: Int) -> String? {
    guard let inode = listeningInode(port) else { return nil }
    for process in entries("/proc") where process.allSatisfy(\.isNumber) {
      for descriptor in entries("/proc/\(process)/fd")
      where Files.linkTarget("/proc/\(process)/fd/\(descriptor)") == "socket:[\(inode)]" {
        let name = lines("/proc/\(process)/comm").first ?? "a program"
        return "\(name) (process \(process))"
      }
    }
    return nil
  }

  private static func listeningInode(_ port: Int) -> String? {
    let hex = String(port, radix: 16, uppercase: true)
    let suffix = ":" + String(repeating: "0", count: 4 - hex.count) + hex
    for line in lines("/proc/net/tcp") + lines("/proc/net/tcp6") {
      let fields = line.split(separator: " ")
      // Local address, remote address, state (0A: listening), …, inode (proc(5)).
      if fields.count > 9, fields[1].hasSuffix(suffix), fields[3] == "0A" { return String(fields[9]) }
    }
    return nil
  }

  private static func lines(_ path: String) -> [String] {
    do {
      return String(decoding: try Files.read(path), as: UTF8.self).split(separator: "\n").map(String.init)
    } catch {
      // What another user owns stays unknown; the message does without.
      return []
    }
  }

  private static func entries(_ folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      names.append(
        withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        })
    }
    return names
  }
}
