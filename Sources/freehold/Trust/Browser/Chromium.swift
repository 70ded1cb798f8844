/// This machine's Chromium without a window, with a profile of its own that ends with it.

import Glibc
import Subprocess
import Synchronization
import SystemPackage
import Values

final class Chromium: Sendable {
  let tools: DevTools
  private let process: Task<Void, Never>
  private let requests: RequestLog

  /// What every page asked for since the last `forgetRequests`: the events that tell of a request, byte for byte.
  var sent: [[UInt8]] { requests.events }
  func forgetRequests() { requests.clear() }

  /// - Parameter folder: for the profile and for downloads; the caller removes it.
  static func start(folder: String) async throws -> Chromium {
    let program = try program()
    let requests = RequestLog()
    let (ready, announce) = AsyncStream<DevTools>.makeStream()
    let process = Task {
      do { try await serve(program, folder, requests, announce) } catch {
        // Whoever waits for it finds the stream ended; what was asked of it fails by itself.
        announce.finish()
      }
      announce.finish()
    }
    for await tools in ready {
      let browser = Chromium(tools: tools, process: process, requests: requests)
      _ = try await tools.call(
        "Browser.setDownloadBehavior", ["behavior": "allow", "downloadPath": .string(folder + "/downloads")])
      return browser
    }
    throw ToolFailure(.thisMachine, "Chromium did not start.", advice: "Does “\(program) --headless” run here?")
  }

  private init(tools: DevTools, process: Task<Void, Never>, requests: RequestLog) {
    (self.tools, self.process, self.requests) = (tools, process, requests)
  }

  /// - Parameter asSomebodyElse: with cookies and stores of its own.
  func newPage(asSomebodyElse: Bool = false) async throws -> Page {
    var wanted: [JSON.Member] = [.init("url", "about:blank")]
    if asSomebodyElse {
      let context = try await tools.call("Target.createBrowserContext")
      wanted.append(.init("browserContextId", context["browserContextId"] ?? .null))
    }
    let target = try await tools.call("Target.createTarget", .object(wanted))
    let attached = try await tools.call(
      "Target.attachToTarget", ["targetId": target["targetId"] ?? .null, "flatten": true])
    guard let session = attached["sessionId"]?.string else {
      throw DevTools.Failure(description: "the browser gave no session")
    }
    for domain in ["Page", "Runtime"] { _ = try await tools.call("\(domain).enable", session: session) }
    _ = try await tools.call("Network.enable", ["maxPostDataSize": 16_777_216], session: session)
    return Page(tools: tools, session: session)
  }

  func stop() async {
    process.cancel()
    await process.value
  }

  private static func program() throws(ToolFailure) -> String {
    let folders = (environment("PATH") ?? "/usr/bin").split(separator: ":") + ["/usr/bin"]
    for folder in folders {
      for name in ["chromium", "chromium-browser", "google-chrome"] where access("\(folder)/\(name)", X_OK) == 0 {
        return "\(folder)/\(name)"
      }
    }
    throw ToolFailure(.thisMachine, "No Chromium is installed here.", advice: "Debian: apt install chromium")
  }

  /// The pipe's ends must be the descriptors 3 and 4 of Chromium; a shell puts them there.
  private static func serve(
    _ program: String, _ folder: String, _ requests: RequestLog, _ announce: AsyncStream<DevTools>.Continuation
  ) async throws {
    var options = PlatformOptions()
    options.createSession = true
    options.teardownSequence = [.send(signal: .terminate, allowedDurationToNextStep: .seconds(10))]
    let script = #"exec "$0" "$@" 3<&0 4>&1 </dev/null >/dev/null"#
    // Preview and console in one process: their pages are looked at alike.
    let flags = [
      "--headless=new", "--remote-debugging-pipe", "--user-data-dir=\(folder)/profile", "--no-first-run",
      "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update",
      "--disable-sync", "--no-default-browser-check", "--lang=en-GB", "--window-size=1600,1000",
      "--disable-site-isolation-trials", "--disable-features=IsolateOrigins,site-per-process,IsolateSandboxedIframes",
    ]
    let root = geteuid() == 0 ? ["--no-sandbox"] : []
    _ = try await run(
      .path("/bin/sh"), arguments: Arguments(["-c", script, program] + flags + root + ["about:blank"]),
      platformOptions: options, input: .inputWriter, output: .sequence, error: .discarded
    ) { execution in
      let writer = execution.standardInputWriter
      let tools = DevTools(
        write: { bytes in _ = try await writer.write(bytes) }, hear: { requests.take($0) })
      announce.yield(tools)
      do {
        for try await buffer in execution.standardOutput {
          await tools.take(buffer.withUnsafeBytes { Array($0) })
        }
      } catch {
        await tools.close()
        throw error
      }
      await tools.close()
    }
  }
}

/// The events of requests, in the order in which they came.
private final class RequestLog: Sendable {
  private let kept = Mutex<[[UInt8]]>([])

  var events: [[UInt8]] { kept.withLock { $0 } }
  func clear() { kept.withLock { $0 = [] } }

  func take(_ message: [UInt8]) {
    // `requestWillBeSent`, its extra information with all headers, and a WebSocket's frames.
    let names = ["Network.requestWillBeSent", "Network.webSocket", "Network.webTransport"]
    let head = String(decoding: message.prefix(80), as: UTF8.self)
    if names.contains(where: { head.contains($0) }) { kept.withLock { $0.append(message) } }
  }
}
