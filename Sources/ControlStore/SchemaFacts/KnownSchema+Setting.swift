// What the migrations make: written by SchemaFactTests with FREEHOLD_RECORD=1. Look at the difference before you commit it.

extension KnownSchema {
  static let setting = #"""
    freehold_app: idle_in_transaction_session_timeout=60s
    freehold_app: search_path=freehold
    freehold_app: statement_timeout=30s
    freehold_sealer: idle_in_transaction_session_timeout=60s
    freehold_sealer: search_path=freehold
    freehold_sealer: statement_timeout=30s
    """#
}
