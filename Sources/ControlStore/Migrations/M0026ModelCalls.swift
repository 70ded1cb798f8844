// Each call of a model leaves a receipt in the trail: where it went, how much of what was masked, what it cost. No text.

extension Migration {
  static let modelCalls = Migration(
    name: "0026-model-calls",
    sql: #"""

      alter type audit_event add value 'model_called' after 'action_ended';
      alter table audit_events
        add column model_connection text check (model_connection ~ '^[a-z][a-z0-9_]{0,62}$'),
        add column redaction_policy text check (redaction_policy in ('required', 'default', 'off')),
        add column redactor text check (redactor in ('ours', 'own', 'fallback', 'none')),
        add column masked text check (masked ~ '^([A-Z_]{1,40}:[1-9][0-9]{0,9}( |$))*$'),
        add column tokens_in bigint check (tokens_in >= 0),
        add column tokens_out bigint check (tokens_out >= 0),
        add constraint receipt_is_whole check (
          num_nulls(redaction_policy, redactor, masked, tokens_in, tokens_out) in (0, 5)
          and (redaction_policy is not null or model_connection is null));
      grant insert (model_connection, redaction_policy, redactor, masked, tokens_in, tokens_out)
        on audit_events to freehold_app;
      """#)
}
