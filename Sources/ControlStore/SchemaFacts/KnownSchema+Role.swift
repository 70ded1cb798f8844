// What the migrations make: written by SchemaFactTests with FREEHOLD_RECORD=1. Look at the difference before you commit it.

extension KnownSchema {
  static let role = #"""
    freehold_app logs in
    freehold_app may become freehold_feed
    freehold_feed
    freehold_keys
    freehold_owner
    freehold_sealer logs in
    """#
}
