// `AppSpec` refuses pages and actions under the same word: here a refusal is always the workspace's.

public import Workspaces

public typealias Refusal = Workspaces.Refusal
