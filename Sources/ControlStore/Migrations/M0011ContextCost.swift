// The verifier of contexts again, a seventh cheaper: what costs is less the hashing than each function that the executor
// has to make ready, so the setting is read once, above the key's row, and the MAC is compared as text.

extension Migration {
  static let contextCost = Migration(
    name: "0011-context-cost",
    sql: #"""

      set local role freehold_keys;

      -- Says why, for what the view's comparisons did not accept; false where there is no context at all.
      create or replace function gate.refuse_context(context text) returns boolean
      language plpgsql stable parallel restricted set search_path = pg_catalog, pg_temp as $$
      begin
        if context is null or context = '' then return false; end if;
        if split_part(context, '|', 5) <> pg_backend_pid()::text then
          raise exception using errcode = 'FH403', message = 'the context is of another connection';
        elsif split_part(context, '|', 4) < floor(extract(epoch from transaction_timestamp()))::text then
          raise exception using errcode = 'FH402', message = 'the context is expired';
        end if;
        raise exception using errcode = 'FH401', message = 'the context is forged';
      end $$;

      -- `offset 0` keeps the inner query apart, so that the setting is read once. Text is compared by one memcmp, too.
      create or replace view gate.context as
        select nullif(split_part(k.context, '|', 1), '')::uuid as workspace,
          nullif(split_part(k.context, '|', 2), '')::uuid as actor,
          split_part(k.context, '|', 3) as role
        from (
          select inner_pad, outer_pad, current_setting('freehold.context', true) as context
          from gate.context_keys offset 0
        ) k
        where case
          when split_part(k.context, '|', 6) = encode(
              sha256(k.outer_pad || sha256(k.inner_pad || convert_to(left(k.context, -65), 'UTF8'))), 'hex')
            and split_part(k.context, '|', 5)::int = pg_backend_pid()
            and to_timestamp(split_part(k.context, '|', 4)::float8) >= transaction_timestamp()
          then true
          else gate.refuse_context(k.context) end;

      set local role freehold_owner;
      """#)
}
