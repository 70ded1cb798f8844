import Glibc
import Synchronization

/// Another program on a port.
struct Squatter {
  private let descriptor: Int32

  init(port: Int) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    let isBound = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard isBound, listen(descriptor, 1) == 0 else { throw PortIsTaken() }
  }

  func close() { Glibc.close(descriptor) }
}

struct PortIsTaken: Error {}

/// The percents that a loading showed.
final class Percents: Sendable {
  private let shown = Mutex<[Int]>([])
  var all: [Int] { shown.withLock { $0 } }
  func add(_ percent: Int) { shown.withLock { $0.append(percent) } }
}

/// A file's rights, as `chmod` writes them.
func mode(of file: String) -> mode_t {
  var status = stat()
  return stat(file, &status) == 0 ? status.st_mode & 0o777 : 0
}
