/// A source's secret as it is looked at before it is kept: whoever sets it hears at once what a page would only find
/// later.

import Addresses
import Glibc
public import Secrets

public enum SourceSecret {
  /// Why no source can use it; in words that repeat nothing of the secret.
  public struct Problem: Error, Sendable, Equatable, CustomStringConvertible {
    public let description: String
  }

  /// Looks the host's name up, and connects to nothing.
  /// - Returns: warnings about what may be right elsewhere: a name that this machine does not know, an address that the
  ///   runtime must be allowed to reach.
  public static func check(_ secret: SecretValue) async throws(Problem) -> [String] {
    let settings: PostgresSettings
    do throws(PostgresSettings.Problem) { settings = try PostgresSettings(secret) } catch {
      throw Problem(description: error.description)
    }
    let addresses = await AddressLookup.addresses(of: settings.host)
    guard !addresses.isEmpty else { return ["This machine does not know the host \(settings.host)."] }
    guard settings.tls != .disable || addresses.allSatisfy(\.isLoopback) else {
      throw Problem(description: "tls=disable is for loopback only. Leave tls out, or write tls=require.")
    }
    let closed = addresses.filter { !AddressPolicy().permits($0) && !$0.isLoopback }
    return closed.map {
      "\($0) is a private address: the runtime must be started with --allow-private-addresses \($0)."
    }
  }
}
