// One step of the schema. Applied steps never change: their checksums are kept in the database, and a difference
// refuses.

import Contract

struct Migration: Sendable {
  let name: String
  let sql: String

  /// SHA-256 of the SQL text.
  var checksum: Digest { Digest(of: Array(sql.utf8)) }

  /// All, in the order in which they are applied.
  static let all: [Migration] = [
    .context, .audit, .auditGuard, .seals, .accounts, .workspaces, .apps, .runtimes, .operations, .lookUps,
    .contextCost, .openInvitations, .runtimeKeys, .largeObjects, .credits, .creditGrants, .appLives, .controlResults,
    .previews, .lastSignIns, .settings, .statements, .longLists, .pageCosts, .secretRemovals, .modelCalls,
    .modelReceipts, .modelConnections, .guessedTokens, .memberLists, .evidenceTrimming,
    .appLookUp,
  ]
}
