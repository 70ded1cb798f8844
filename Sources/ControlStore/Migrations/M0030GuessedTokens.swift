// A receipt says where its tokens were guessed: a server that does not count, or a call whose end nobody knows.

extension Migration {
  static let guessedTokens = Migration(
    name: "0030-guessed-tokens",
    sql: #"""

      alter table audit_events
        add column tokens_guessed boolean,
        add constraint guess_is_of_a_receipt check (
          tokens_guessed is null or tokens_guessed and redaction_policy is not null);
      grant insert (tokens_guessed) on audit_events to freehold_app;
      """#)
}
