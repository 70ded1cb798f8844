// Results of controls may go after ninety days, by the server itself and under an audit event that says how many. Which of them
// is decided by whoever can verify their signatures; the database sees that none is younger and that none goes silently.

extension Migration {
  static let evidenceTrimming = Migration(
    name: "0032-evidence-trimming",
    sql: #"""

      alter type audit_event add value 'evidence_trimmed' after 'control_stated';
      create trigger audit_delete after delete on control_results referencing old table as changed
        for each statement execute function gate.require_audit_by_id();
      create policy trim on control_results for delete to freehold_app
        using (\#(contextRole) = 'system' and at < transaction_timestamp() - interval '90 days');
      grant delete on control_results to freehold_app;
      """#)
}
