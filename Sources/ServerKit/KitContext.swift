/// What each request has in both servers: an id, a nonce for its page, when it began, from where it came.

public import Contract
public import Hummingbird
import Logging
public import NIOCore
import Synchronization
public import Values

public struct RequestFacts: Sendable {
  public let id: Contract.RequestID
  /// As it stands in headers, logs and pages.
  let name: String
  /// 128 random bits, base64url: what the page's own `<script>` and `<style>` carry (CSP level 3 section 2.3.1).
  public let nonce: String
  public let started: ContinuousClock.Instant
  /// What turns out about the request while it is answered.
  public let marks = RequestMarks()
  private let other: SocketAddress?

  public init(channel: any Channel) {
    var noise = Noise()
    id = Contract.RequestID.random(milliseconds: WallClock.system.milliseconds(), using: &noise)
    name = id.description
    nonce = Base64URL.encode(Contract.RequestID(high: noise.next(), low: noise.next()).bytes)
    started = .now
    other = channel.remoteAddress
  }

  /// The address of the connection's other end, without port; a proxy's where there is one. Nil in router tests.
  public var remoteAddress: String? { other?.ipAddress }
}

/// What turns out about a request while it is answered, for its lines in the log.
public final class RequestMarks: Sendable {
  private let state = Mutex<String?>(nil)

  /// The slug of the workspace that it is about, once it is known to be one.
  public var workspace: String? {
    get { state.withLock { $0 } }
    set { state.withLock { $0 = newValue } }
  }
}

/// A server's own context adds what its routes know, such as who is signed in:
///
///     struct ConsoleContext: KitContext {
///       var coreContext: CoreRequestContextStorage
///       var facts: RequestFacts
///       init(source: Source) { (coreContext, facts) = Self.begin(source) }
///     }
public protocol KitContext: RequestContext where Source == ApplicationRequestContextSource {
  var facts: RequestFacts { get set }
}

extension KitContext {
  /// The two stored properties of a context; the logger names the request from here on.
  public static func begin(_ source: Source) -> (CoreRequestContextStorage, RequestFacts) {
    let facts = RequestFacts(channel: source.channel)
    var logger = source.logger
    logger[metadataKey: "hb.request.id"] = nil
    logger[metadataKey: "request"] = .string(facts.name)
    let named = ApplicationRequestContextSource(channel: source.channel, logger: logger)
    return (CoreRequestContextStorage(source: named), facts)
  }

  public var requestID: Contract.RequestID { facts.id }
  public var nonce: String { facts.nonce }
}

/// The context of a server that knows nothing more.
public struct PlainContext: KitContext {
  public var coreContext: CoreRequestContextStorage
  public var facts: RequestFacts

  public init(source: ApplicationRequestContextSource) { (coreContext, facts) = Self.begin(source) }
}
