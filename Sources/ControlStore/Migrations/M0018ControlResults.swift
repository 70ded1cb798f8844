// What the checks of the controls found, one row for each run of each. Rows are added and never changed; each carries its
// own signature, so that a row that somebody wrote past the program shows as forged.

extension Migration {
  static let controlResults = Migration(
    name: "0018-control-results",
    sql: #"""

      create table control_results (
        id uuid primary key,
        control text not null check (control ~ '^[a-z]{1,20}\.[a-z0-9-]{1,40}$'),
        at timestamptz not null,
        -- Trust.ControlResult as JSON, byte for byte as it was signed.
        result text not null check (length(result) <= 262144),
        signature bytea not null check (length(signature) = 64)
      );
      create index control_results_latest on control_results (control, at desc, id desc);
      """# + guarded("control_results")
        + #"""

        create policy record on control_results for insert to freehold_app with check (\#(contextRole) = 'system');
        create policy read on control_results for select to freehold_app
          using (\#(contextRole) in ('system', 'operator'));
        grant select, insert on control_results to freehold_app;
        """#)
}
