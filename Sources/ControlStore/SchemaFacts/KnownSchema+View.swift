// What the migrations make: written by SchemaFactTests with FREEHOLD_RECORD=1. Look at the difference before you commit it.

extension KnownSchema {
  static let view = #"""
    gate.context asks 1537b2a023200021bb116d3c326f4263
    gate.context uses function gate.refuse_context(pg_catalog.text)
    gate.context uses table gate.context_keys
    """#
}
