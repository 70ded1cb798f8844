// A receipt names the connection by its id, which stands for one state of it: names are given again, models change.

extension Migration {
  static let modelReceipts = Migration(
    name: "0027-model-receipts",
    sql: #"""

      alter table audit_events drop column model_connection;
      alter table audit_events
        add column model_connection_id uuid,
        add constraint receipt_is_whole check (
          num_nulls(redaction_policy, redactor, masked, tokens_in, tokens_out) in (0, 5)
          and (redaction_policy is not null or model_connection_id is null));
      grant insert (model_connection_id) on audit_events to freehold_app;
      """#)
}
