// Events of the feed as rows: written in the same transaction as what they tell.

import Contract
import Postgres
import Values

enum FeedRow: String {
  case workspace, settings, release
  case appRemoved = "app_removed"
  case sessionEnded = "session_ended"
  case memberChanged = "member_changed"
  case runtimeRemoved = "runtime_removed"
  case runtimeKeyRotated = "runtime_key_rotated"
}

/// `workspace` nil: for every runtime. Trigger `number_feed` gives the position and notifies.
func insertFeed(
  _ kind: FeedRow, subject: String, release: ReleaseID? = nil, in workspace: WorkspaceID?
) -> Change {
  (
    "insert into feed_events (workspace_id, kind, subject_id, release_id) values ($1, $2, $3, $4)",
    [tree(of: workspace), kind.rawValue, subject, release]
  )
}
