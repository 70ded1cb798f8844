/// `AppSpec` refuses pages and actions under the same word: in the control plane a refusal is always the workspace's.

import Workspaces

typealias Refusal = Workspaces.Refusal
