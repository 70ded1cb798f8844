/// A runtime replaces its key: asked for with the key that is known, proven with the next one.

import Contract
import ControlStore
import Hummingbird
import ServerKit
import Values

extension ControlPlane {
  func replaceKey(_ visit: Visit<RuntimeCaller>) async throws -> Response {
    let runtime = visit.who.runtime
    let replacement: KeyReplacement
    do {
      replacement = try KeyReplacement(try JSON.parse(visit.who.body))
    } catch {
      throw Problem.malformed("The body is a next key and its proof.")
    }
    guard replacement.isProven(for: runtime.id) else {
      throw Problem(
        .invalidInput, "The next key has not signed for this runtime.", advice: "Run: freehold-runtime rotate-key")
    }
    _ = try await store.replaceKey(of: runtime, by: replacement.publicKey, request: visit.context.requestID).granted()
    return .json(["public_key": .string(Base64URL.encode(replacement.publicKey.rawBytes))])
  }
}
