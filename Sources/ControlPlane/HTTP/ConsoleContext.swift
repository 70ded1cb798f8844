/// What each request of the control plane carries.

import Hummingbird
import ServerKit

struct ConsoleContext: KitContext {
  var coreContext: CoreRequestContextStorage
  var facts: RequestFacts
  let asker = Asker()

  init(source: ApplicationRequestContextSource) { (coreContext, facts) = Self.begin(source) }
}
