import Hummingbird
import NIOCore
import ServerKit

/// A request's facts, and its connection: what a browser waits for ends when it goes away.
struct RuntimeContext: KitContext {
  var coreContext: CoreRequestContextStorage
  var facts: RequestFacts
  let channel: any Channel

  init(source: ApplicationRequestContextSource) {
    (coreContext, facts) = Self.begin(source)
    channel = source.channel
  }

  /// A part of the path that a route names.
  func parameter(_ name: String) throws(Problem) -> String {
    guard let text = parameters.get(name) else { throw .notFound }
    return text
  }
}
