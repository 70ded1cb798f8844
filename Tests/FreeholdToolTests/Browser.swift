import Foundation
import FoundationNetworking

/// As much of a browser as the tests need: cookies, forms of our own pages, redirects not followed into other hosts.
final class Browser: Sendable {
  struct Page {
    let status: Int
    let text: String

    /// The value of the form field `name`.
    func field(_ name: String) -> String? {
      guard let start = text.range(of: "name=\"\(name)\" value=\"")?.upperBound else { return nil }
      return text[start...].split(separator: "\"", maxSplits: 1).first.map(String.init)
    }
  }

  private let origin: String
  private let session = URLSession(configuration: .ephemeral)

  init(_ origin: String) { self.origin = origin }

  func get(_ address: String) async throws -> Page { try await send(request(address)) }

  func post(_ address: String, _ fields: [(String, String)] = []) async throws -> Page {
    var request = try request(address)
    request.httpMethod = "POST"
    request.setValue("application/x-www-form-urlencoded", forHTTPHeaderField: "Content-Type")
    request.setValue(origin, forHTTPHeaderField: "Origin")
    let pairs = fields.map { name, value in
      "\(name)=\(value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")"
    }
    request.httpBody = Data(pairs.joined(separator: "&").utf8)
    return try await send(request)
  }

  private func request(_ address: String) throws -> URLRequest {
    guard let url = URL(string: address.hasPrefix("/") ? origin + address : address) else { throw URLError(.badURL) }
    var request = URLRequest(url: url)
    request.setValue("text/html", forHTTPHeaderField: "Accept")
    return request
  }

  private func send(_ request: URLRequest) async throws -> Page {
    let (data, response) = try await session.data(for: request)
    let status = (response as? HTTPURLResponse)?.statusCode ?? 0
    return Page(status: status, text: String(decoding: data, as: UTF8.self))
  }
}
