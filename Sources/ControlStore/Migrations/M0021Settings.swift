// What a workspace's administrators decide for its apps: colours and measures (text of a closed grammar), a picture, a
// domain. The runtime reads and checks each of them again.

extension Migration {
  static let settings = Migration(
    name: "0021-settings",
    sql: #"""

      alter type audit_event add value 'theme_changed' after 'workspace_renamed';
      alter type audit_event add value 'logo_changed' after 'theme_changed';
      alter type audit_event add value 'domain_changed' after 'logo_changed';
      alter table workspaces
        add column theme text not null default '' check (octet_length(theme) <= 4000),
        add column logo bytea check (octet_length(logo) <= 65536),
        add column domain text unique check (domain ~ '^[a-z0-9.-]{4,253}$');
      grant update (theme, logo, domain) on workspaces to freehold_app;
      alter policy rename on workspaces using (id = \#(workspace(as: "admin owner")));
      alter table feed_events drop constraint feed_events_kind_check, add constraint feed_events_kind_check
        check (kind in (
          'workspace', 'settings', 'release', 'app_removed', 'session_ended', 'member_changed', 'runtime_removed',
          'runtime_key_rotated'));
      """#)
}
