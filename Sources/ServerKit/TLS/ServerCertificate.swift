/// The certificate that a listener shows, exchanged while it serves: connections that are open keep theirs.

import Glibc
import Logging
import NIOSSL
import ServiceLifecycle
import Synchronization
public import Values

public final class ServerCertificate: Sendable {
  private let files: CertificateFiles
  private let clock: WallClock
  private let state: Mutex<State>

  private struct State {
    var loaded: LoadedCertificate
    var stamp: [FileStamp?]
  }

  /// Reads both files; fails with what is wrong with them.
  public init(_ files: CertificateFiles, clock: WallClock = .system) throws(CertificateProblem) {
    self.files = files
    self.clock = clock
    let stamp = Self.stamp(files)
    state = Mutex(State(loaded: try LoadedCertificate(files, now: clock.now()), stamp: stamp))
  }

  /// When the certificate that is shown expires.
  public var until: Instant { state.withLock { $0.loaded.until } }

  var context: NIOSSLContext { state.withLock { $0.loaded.context } }

  enum Reload: Equatable {
    case unchanged
    case exchanged
    case kept(CertificateProblem)
  }

  /// Takes what the files hold when they have changed. What cannot be served leaves the old certificate in place; it is
  /// tried again when a file changes again.
  func reloadIfChanged() -> Reload {
    let stamp = Self.stamp(files)
    guard stamp != state.withLock({ $0.stamp }) else { return .unchanged }
    do {
      let loaded = try LoadedCertificate(files, now: clock.now())
      state.withLock { $0 = State(loaded: loaded, stamp: stamp) }
      return .exchanged
    } catch {
      state.withLock { $0.stamp = stamp }
      return .kept(error)
    }
  }

  var expiresSoon: Bool { until.microsecondsSinceEpoch - clock.now().microsecondsSinceEpoch < 14 * 86_400 * 1_000_000 }

  private static func stamp(_ files: CertificateFiles) -> [FileStamp?] {
    [FileStamp(files.certificate), FileStamp(files.key)]
  }
}

/// What changes when a file is written or replaced.
private struct FileStamp: Equatable {
  private let words: [Int64]

  init?(_ path: String) {
    var status = Glibc.stat()
    guard stat(path, &status) == 0 else { return nil }
    words = [
      Int64(status.st_dev), Int64(bitPattern: UInt64(status.st_ino)), Int64(status.st_size),
      Int64(status.st_mtim.tv_sec), Int64(status.st_mtim.tv_nsec), Int64(status.st_ctim.tv_sec),
      Int64(status.st_ctim.tv_nsec),
    ]
  }
}

/// Looks at the files every two seconds, and says once a day that the certificate expires soon.
struct CertificateWatch: Service {
  let certificate: ServerCertificate
  let logger: Logger
  var pause: Duration = .seconds(2)

  func run() async throws {
    await cancelWhenGracefulShutdown {
      var warned: ContinuousClock.Instant?
      while !Task.isCancelled {
        look()
        if certificate.expiresSoon, warned.map({ .now - $0 > .seconds(86_400) }) ?? true {
          warned = .now
          logger.warning("the certificate expires soon", metadata: until)
        }
        do { try await Task.sleep(for: pause) } catch { break }
      }
    }
  }

  private var until: Logger.Metadata { ["until": .string(certificate.until.iso)] }

  private func look() {
    switch certificate.reloadIfChanged() {
    case .unchanged: break
    case .exchanged: logger.notice("a new certificate is in use", metadata: until)
    case .kept(let problem): logger.error("the old certificate stays in use: \(problem)", metadata: until)
    }
  }
}
