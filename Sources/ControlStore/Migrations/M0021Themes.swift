// A workspace's own colours and measures, for its apps: text of a closed grammar, which the runtime reads again.

extension Migration {
  static let themes = Migration(
    name: "0021-themes",
    sql: #"""

      alter type audit_event add value 'theme_changed' after 'workspace_renamed';
      alter table workspaces add column theme text not null default '' check (octet_length(theme) <= 4000);
      grant update (theme) on workspaces to freehold_app;
      alter policy rename on workspaces using (id = \#(workspace(as: "admin owner")));
      alter table feed_events drop constraint feed_events_kind_check, add constraint feed_events_kind_check
        check (kind in (
          'workspace', 'theme', 'release', 'app_removed', 'session_ended', 'member_changed', 'runtime_removed',
          'runtime_key_rotated'));
      """#)
}
