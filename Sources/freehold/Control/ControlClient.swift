/// The control plane's JSON API as this tool uses it.

import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOSSL
import Values

struct ControlClient: Sendable {
  let address: String
  let token: String?

  private let http: HTTPClient

  /// Trusts the authorities of the system.
  private static let usual: HTTPClient = client([])

  /// Says at once when nobody answers, instead of trying until the time is over. TLS 1.2 or later.
  private static func client(_ authorities: [NIOSSLCertificate]) -> HTTPClient {
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.minimumTLSVersion = .tlsv12
    tls.additionalTrustRoots = [.certificates(authorities)]
    var configuration = HTTPClient.Configuration(tlsConfiguration: tls, redirectConfiguration: .disallow)
    configuration.timeout.connect = .seconds(10)
    configuration.connectionPool.retryConnectionEstablishment = false
    return HTTPClient(eventLoopGroup: HTTPClient.defaultEventLoopGroup, configuration: configuration)
  }

  struct Answer: Sendable {
    var status: Int
    var bytes: [UInt8]

    func json() throws(ToolFailure) -> JSON {
      do { return try JSON.parse(bytes) } catch {
        throw ToolFailure(
          .unreachable, "The answer is not Freehold's.", advice: "Check the address; something else answers there.")
      }
    }
  }

  enum Method: String, Sendable { case get = "GET", post = "POST", delete = "DELETE" }

  enum Body: Sendable {
    case none
    case json(JSON)
    case yaml([UInt8])

    var content: (type: String, bytes: [UInt8])? {
      switch self {
      case .none: nil
      case .json(let value): ("application/json", value.bytes)
      case .yaml(let bytes): ("application/yaml", bytes)
      }
    }
  }

  /// What `--url`, the environment or the last login names.
  init(url: String?, needsToken: Bool = true) throws(ToolFailure) {
    let given = url ?? environment("FREEHOLD_URL")
    if let token = environment("FREEHOLD_TOKEN"), let given {
      self = ControlClient(address: try Self.origin(given), token: token)
      return
    }
    let origin = try given.map(Self.origin)
    let entries = try Credentials.load().entries
    guard let entry = entries.first(where: { origin == nil || $0.address == origin }) else {
      throw ToolFailure(
        .notSignedIn, origin.map { "You are not signed in at \($0)." } ?? "You are not signed in anywhere.",
        advice: "Run: freehold login \(origin ?? "URL")")
    }
    self = ControlClient(address: entry.address, token: entry.token)
  }

  init(address: String, token: String?) {
    self.address = address
    self.token = token
    http = Self.usual
  }

  /// - Parameter authority: PEM, trusted beside those of the system; `close` such a client.
  init(address: String, token: String?, authority: String?) throws(ToolFailure) {
    self.address = address
    self.token = token
    guard let authority else {
      http = Self.usual
      return
    }
    do {
      http = Self.client(try NIOSSLCertificate.fromPEMFile(authority))
    } catch {
      throw ToolFailure(.thisMachine, "\(authority) holds no certificate.", advice: "Run: freehold dev-certificate")
    }
  }

  /// For a client with an authority of its own.
  func close() async throws(ToolFailure) {
    guard http !== Self.usual else { return }
    do { try await http.shutdown() } catch {
      throw ToolFailure(.thisMachine, "Connections could not be closed.", advice: "Try again.")
    }
  }

  /// Scheme, host and port in one spelling; nothing else may stand in it.
  static func origin(_ text: String) throws(ToolFailure) -> String {
    var text = text.contains("://") ? text : "https://\(text)"
    while text.hasSuffix("/") { text.removeLast() }
    let lower = text.lowercased()
    guard let scheme = ["https://", "http://"].first(where: lower.hasPrefix) else {
      throw ToolFailure(.usage, "“\(text)” is no http address.", advice: "Write https://freehold.example.com")
    }
    let host = lower.dropFirst(scheme.count)
    guard !host.isEmpty, host.utf8.allSatisfy({ $0 > 0x20 && !"/?#@\\\"".utf8.contains($0) }) else {
      throw ToolFailure(
        .usage, "“\(text)” is more than an address of a host.", advice: "Write https://freehold.example.com")
    }
    let isLocal = host.hasPrefix("localhost") || host.hasPrefix("127.0.0.1") || host.hasPrefix("[::1]")
    guard scheme == "https://" || isLocal else {
      throw ToolFailure(
        .usage, "\(lower) is not encrypted: your token would travel readable.", advice: "Use https://\(host)")
    }
    return lower
  }

  func send(
    _ method: Method, _ path: String, body: Body = .none, wait seconds: Int64 = 30
  ) async throws(ToolFailure) -> Answer {
    var request = HTTPClientRequest(url: address + path)
    request.method = HTTPMethod(rawValue: method.rawValue)
    request.headers.add(name: "Accept", value: "application/json")
    request.headers.add(name: "User-Agent", value: "freehold/\(Version.text)")
    if let token { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
    if let (type, bytes) = body.content {
      request.headers.add(name: "Content-Type", value: type)
      request.body = .bytes(ByteBuffer(bytes: bytes))
    }
    do {
      let response = try await http.execute(request, timeout: .seconds(seconds))
      let bytes = try await response.body.collect(upTo: 1 << 30)
      return Answer(status: Int(response.status.code), bytes: Array(bytes.readableBytesView))
    } catch {
      throw ToolFailure(
        .unreachable, "\(address) cannot be reached.", advice: "Is the address right, and is the control plane running?"
      )
    }
  }

  /// The JSON of an answer with a 2xx status; every other becomes what the control plane said.
  func json(_ method: Method, _ path: String, body: Body = .none) async throws(ToolFailure) -> JSON {
    let answer = try await send(method, path, body: body)
    guard (200..<300).contains(answer.status) else { throw Self.refusal(answer) }
    return answer.bytes.isEmpty ? .null : try answer.json()
  }

  /// A long answer piece by piece.
  func download(_ path: String, _ take: ([UInt8]) throws(ToolFailure) -> Void) async throws(ToolFailure) {
    var request = HTTPClientRequest(url: address + path)
    if let token { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
    do {
      let response = try await http.execute(request, timeout: .minutes(60))
      guard response.status == .ok else {
        let bytes = try await response.body.collect(upTo: 1 << 20)
        throw Self.refusal(Answer(status: Int(response.status.code), bytes: Array(bytes.readableBytesView)))
      }
      for try await piece in response.body { try take(Array(piece.readableBytesView)) }
    } catch let failure as ToolFailure {
      throw failure
    } catch {
      throw ToolFailure(
        .unreachable, "The download from \(address) broke off.", advice: "Try again; what came so far is not kept.")
    }
  }

  static func refusal(_ answer: Answer) -> ToolFailure {
    let code: ToolFailure.Code = answer.status == 401 ? .notSignedIn : .refused
    let unreadable = ToolFailure(
      code, "The control plane answered with status \(answer.status).", advice: "Try again later.")
    let problem: JSON
    do { problem = try answer.json() } catch { return unreadable }
    guard let title = problem["title"]?.string else { return unreadable }
    let advice = answer.status == 401 ? "Sign in again: freehold login" : problem["advice"]?.string ?? ""
    let request =
      problem["request"]?.string.map { "\nRequest \($0), problem \(problem["problem"]?.string ?? "?")" } ?? ""
    return ToolFailure(code, title, advice: advice + request)
  }
}

extension String {
  /// As one segment of a path (RFC 3986 section 3.3).
  var pathSegment: String {
    var out = ""
    for byte in utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
        out.unicodeScalars.append(Unicode.Scalar(byte))
      default: out += "%" + Hex.encode([byte]).uppercased()
      }
    }
    return out
  }
}
