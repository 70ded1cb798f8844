// A runtime replaces its own key. Nobody else does: who manages runtimes removes them, and what is removed stays so.

extension Migration {
  static let runtimeKeys = Migration(
    name: "0013-runtime-keys",
    sql: #"""

      alter type audit_event add value 'runtime_key_rotated' after 'runtime_enrolled';

      alter policy remove on runtimes
        using (workspace_id = \#(workspace(as: "admin owner")) and removed_at is null)
        with check (workspace_id = \#(workspace(as: "admin owner")) and removed_at is not null);
      create policy rotate on runtimes for update to freehold_app
        using (id = \#(actor(as: "runtime")) and removed_at is null)
        with check (id = \#(actor(as: "runtime")) and removed_at is null);
      grant update (public_key) on runtimes to freehold_app;

      alter table feed_events drop constraint feed_events_kind_check, add constraint feed_events_kind_check
        check (kind in (
          'workspace', 'release', 'app_removed', 'session_ended', 'member_changed', 'runtime_removed',
          'runtime_key_rotated'));
      """#)
}
