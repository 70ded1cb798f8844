/// Sending mail by libcurl's SMTP. libcurl blocks, so one thread of its own sends one message after the other.

import CCurl
import Dispatch
public import ServerKit
import Values
public import Workspaces

public struct MailSettings: Sendable, CustomStringConvertible {
  /// `smtp://host:587` (STARTTLS) or `smtps://host:465`.
  public let url: String
  public let from: EmailAddress
  fileprivate let user: String?
  fileprivate let password: String?
  fileprivate let requiresTLS: Bool
  fileprivate let authorities: String?

  /// From one `smtp[s]://[user:password@]host[:port]`, as `--smtp-url` or `FREEHOLD_SMTP_URL` gives it, user and
  /// password percent-encoded. `requiresTLS` nil: unless the host is this machine. `authorities` is a PEM file; nil: the
  /// system's. Nil for any other address.
  public init?(url text: String, from: EmailAddress, requiresTLS: Bool? = nil, authorities: String? = nil) {
    guard let scheme = ["smtp://", "smtps://"].first(where: text.hasPrefix) else { return nil }
    let rest = text.dropFirst(scheme.count)
    let at = rest.lastIndex(of: "@")
    let place = String(at.map { rest[rest.index(after: $0)...] } ?? rest)
    guard let host = HostName(place) else { return nil }
    let login = at.map { rest[..<$0].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false) } ?? []
    let decoded = login.map { PercentEncoding.decode(String($0)) }
    guard !decoded.contains(nil) else { return nil }
    url = scheme + host.description
    user = decoded.first ?? nil
    password = decoded.count > 1 ? decoded[1] : nil
    self.requiresTLS = requiresTLS ?? !["localhost", "127.0.0.1", "[::1]"].contains(host.name)
    self.from = from
    self.authorities = authorities
  }

  public var description: String { url }
}

public enum MailError: Error, Sendable, Equatable {
  case unreachable, tlsFailed, wrongCredentials, timedOut
  /// The server's reply code (RFC 5321 section 4.2); its text stays unread, it quotes addresses.
  case refused(code: Int)
  /// libcurl's own code.
  case failed(code: Int)
}

public final class Mailer: Sendable {
  public let settings: MailSettings
  private let queue = DispatchQueue(label: "freehold.mail")
  private let clock: WallClock

  public init(_ settings: MailSettings, clock: WallClock = .system) {
    self.settings = settings
    self.clock = clock
  }

  /// Returns once the server has taken the message.
  public func send(to: EmailAddress, subject: String, body: String) async throws(MailError) {
    let message = MailMessage(from: settings.from, to: to, subject: subject, body: body)
    let bytes = message.bytes(at: clock.now())
    let settings = settings
    let result: Result<Void, MailError> = await withCheckedContinuation { continuation in
      queue.async { continuation.resume(returning: SMTPTransfer(settings, to: to).run(bytes)) }
    }
    try result.get()
  }
}

/// One run of libcurl.
private struct SMTPTransfer {
  let settings: MailSettings
  let to: EmailAddress

  private static let started: Void = { curl_global_init(Int(CURL_GLOBAL_DEFAULT)) }()

  init(_ settings: MailSettings, to: EmailAddress) {
    self.settings = settings
    self.to = to
    Self.started
  }

  func run(_ message: [UInt8]) -> Result<Void, MailError> {
    guard let handle = curl_easy_init() else { return .failure(.failed(code: Int(CURLE_FAILED_INIT.rawValue))) }
    let recipients = curl_slist_append(nil, "<\(to)>")
    defer {
      curl_easy_cleanup(handle)
      curl_slist_free_all(recipients)
    }
    return message.withUnsafeBytes { buffer in
      var rest = buffer[...]
      return withUnsafeMutablePointer(to: &rest) { source in
        configure(handle, recipients: recipients, source: source)
        return outcome(curl_easy_perform(handle), handle)
      }
    }
  }

  private func configure(
    _ handle: UnsafeMutableRawPointer, recipients: UnsafeMutablePointer<curl_slist>?,
    source: UnsafeMutablePointer<Slice<UnsafeRawBufferPointer>>
  ) {
    let texts: [(CURLoption, String?)] = [
      (CURLOPT_URL, settings.url), (CURLOPT_MAIL_FROM, "<\(settings.from)>"), (CURLOPT_USERNAME, settings.user),
      (CURLOPT_PASSWORD, settings.password), (CURLOPT_CAINFO, settings.authorities),
      (CURLOPT_PROTOCOLS_STR, "smtp,smtps"),
      // The environment's proxy settings are not ours.
      (CURLOPT_PROXY, ""),
    ]
    for (option, text) in texts { if let text { freehold_curl_set_text(handle, option, text) } }
    let security = settings.requiresTLS ? CURLUSESSL_ALL : CURLUSESSL_TRY
    let numbers: [(CURLoption, Int)] = [
      (CURLOPT_USE_SSL, Int(security.rawValue)), (CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2)),
      (CURLOPT_UPLOAD, 1), (CURLOPT_NOSIGNAL, 1), (CURLOPT_CONNECTTIMEOUT_MS, 10_000), (CURLOPT_TIMEOUT_MS, 30_000),
    ]
    for (option, number) in numbers { freehold_curl_set_long(handle, option, number) }
    freehold_curl_set_pointer(handle, CURLOPT_MAIL_RCPT, recipients)
    freehold_curl_set_pointer(handle, CURLOPT_READDATA, source)
    freehold_curl_set_reader(handle) { target, size, count, source in
      guard let target, let source else { return 0 }
      let rest = source.assumingMemoryBound(to: Slice<UnsafeRawBufferPointer>.self)
      let piece = rest.pointee.prefix(size * count)
      UnsafeMutableRawBufferPointer(start: target, count: size * count).copyBytes(from: piece)
      rest.pointee = rest.pointee.dropFirst(piece.count)
      return piece.count
    }
  }

  private func outcome(_ code: CURLcode, _ handle: UnsafeMutableRawPointer) -> Result<Void, MailError> {
    if code == CURLE_OK { return .success(()) }
    var reply = 0
    freehold_curl_response_code(handle, &reply)
    switch code {
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT: return .failure(.unreachable)
    case CURLE_OPERATION_TIMEDOUT: return .failure(.timedOut)
    case CURLE_LOGIN_DENIED: return .failure(.wrongCredentials)
    case CURLE_USE_SSL_FAILED, CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE:
      return .failure(.tlsFailed)
    case _ where reply >= 400: return .failure(.refused(code: reply))
    default: return .failure(.failed(code: Int(code.rawValue)))
    }
  }
}

enum PercentEncoding {
  /// Nil for a broken percent sign, bytes that are not UTF-8, and control characters.
  static func decode(_ text: String) -> String? {
    var out: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        out.append(byte)
        continue
      }
      guard let decoded = Hex.decode(rest.prefix(2)), decoded.count == 1 else { return nil }
      out += decoded
      rest = rest.dropFirst(2)
    }
    guard out.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { return nil }
    return String(validating: out, as: UTF8.self)
  }
}
