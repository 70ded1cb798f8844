// That somebody looked at a draft in the preview is an event of the audit trail.

extension Migration {
  static let previews = Migration(
    name: "0019-previews",
    sql: #"""

      alter type audit_event add value 'draft_previewed' after 'version_saved';
      """#)
}
