// What the migrations make: written by SchemaFactTests with FREEHOLD_RECORD=1. Look at the difference before you commit it.

extension KnownSchema {
  static let function = #"""
    freehold.guard(IN guarded regclass, IN subject text) of freehold_owner procedure parallel u in plpgsql: 62ec2d4c6a3677ea760149b6ed3b6173
    freehold.keep_entries() of freehold_owner parallel u in plpgsql set search_path=pg_catalog, pg_temp: 1555188b3a8055775fe88fb2d621679e
    freehold.number_feed() of freehold_owner definer parallel u in plpgsql set search_path=pg_catalog, pg_temp: 15b7ed0c51182024b151e19fcaf2ba14
    gate.balance_credits() of freehold_keys definer parallel u in plpgsql set search_path=pg_catalog, pg_temp: 0a3ffad68831a9a3b21ee0bad885d77a
    gate.book_credits() of freehold_keys definer parallel u in plpgsql set search_path=pg_catalog, pg_temp: 2c1f19db2fe67080045149a86c285d3d
    gate.events_of_kind(kind freehold.audit_event, before uuid, many integer) of freehold_keys definer stable parallel r in plpgsql set search_path=pg_catalog, pg_temp: 23eb9b4522e2360b8a39b1fa24a96274
    gate.has_audit(subject_table text, subject_id uuid, changes bigint) of freehold_keys stable parallel u in sql set search_path=pg_catalog, pg_temp: b01dd8656e803e9c36e1791c2f76b921
    gate.list_members(words text, after uuid, many integer) of freehold_keys definer stable parallel r in plpgsql set search_path=pg_catalog, pg_temp: 5aa05ceaf18497d8ccf8fc30590f09af
    gate.look_up_account(address text) of freehold_keys definer stable parallel r in sql set search_path=pg_catalog, pg_temp: e9acf0912020600c71b88190d93ff75e
    gate.look_up_address(address text) of freehold_keys definer stable parallel r in sql set search_path=pg_catalog, pg_temp: aa357a009d13091a2f8cf2e0b68d5457
    gate.look_up_domains() of freehold_keys definer stable parallel r in sql set search_path=pg_catalog, pg_temp: c64870adb5b396bcf12705900a8cea2c
    gate.look_up_enrolment(secret bytea) of freehold_keys definer stable parallel r in sql set search_path=pg_catalog, pg_temp: 7f970e81c7d4e56a595e91f68384d11a
    gate.look_up_erasable() of freehold_keys definer stable parallel r in sql set search_path=pg_catalog, pg_temp: abd334c2edf0d98621034cdbb9a7c3c5
    gate.look_up_invitation(secret bytea) of freehold_keys definer stable parallel r in sql set search_path=pg_catalog, pg_temp: 035c0e82380dad53135cd7f14d3c1914
    gate.look_up_runtime(runtime uuid) of freehold_keys definer stable parallel r in plpgsql set search_path=pg_catalog, pg_temp: 5b1f3f39a35aec68b4dd1cbc27103d46
    gate.look_up_session(secret bytea, workspace_slug text, app_called text) of freehold_keys definer stable parallel r in plpgsql set search_path=pg_catalog, pg_temp: c84d12cd0e999d6f139aa1eae8a085ca
    gate.look_up_sign_in_link(secret bytea) of freehold_keys definer stable parallel r in sql set search_path=pg_catalog, pg_temp: 7d449f31ecacaf4ed26df335f5f7281f
    gate.look_up_tool_login(secret bytea) of freehold_keys definer stable parallel r in sql set search_path=pg_catalog, pg_temp: 1a289f951916b7d685f5ee1b0cc32368
    gate.look_up_workspace(workspace_slug text) of freehold_keys definer stable parallel r in sql set search_path=pg_catalog, pg_temp: 32b2ca49e9bf2b70c8a88a9ab903bf73
    gate.name_members(people uuid[]) of freehold_keys definer stable parallel r in plpgsql set search_path=pg_catalog, pg_temp: 828628df53de3739e6d6f1143324f4c0
    gate.refuse_context(context text) of freehold_keys stable parallel r in plpgsql set search_path=pg_catalog, pg_temp: 696e69f6231c03eb3849705b38a6535f
    gate.require_audit_by_account_id() of freehold_keys definer parallel u in plpgsql set search_path=pg_catalog, pg_temp: d1fdffcc74aae583bf66eaf092cc39a8
    gate.require_audit_by_id() of freehold_keys definer parallel u in plpgsql set search_path=pg_catalog, pg_temp: 273a677c499ead3d59d00b0252e0ec75
    gate.settle_audit() of freehold_keys definer parallel u in plpgsql set search_path=pg_catalog, pg_temp: 4b5cf01f0f335353d20a4c256891ac78
    """#
}
