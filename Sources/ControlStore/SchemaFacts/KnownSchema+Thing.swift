// What the migrations make: written by SchemaFactTests with FREEHOLD_RECORD=1. Look at the difference before you commit it.

extension KnownSchema {
  static let thing = #"""
    """#
}
