-- Who may what: a station's login calls twelve functions, and has no right on any table.

revoke all on schema clinic_sync from public;
revoke all on all tables in schema clinic_sync from public;
revoke all on all tables in schema clinic_sync from clinic_sync_station;
revoke all on all sequences in schema clinic_sync from public;
revoke all on all functions in schema clinic_sync from public;
revoke all on all functions in schema clinic_sync from clinic_sync_station;
revoke all on type clinic_sync.uuidrange from public;

grant usage on schema clinic_sync to clinic_sync_station;
grant execute on function
  clinic_sync.hello(text, int, bigint, uuid, bigint),
  clinic_sync.push(json),
  clinic_sync.pull(text, text, text, text, uuid, int),
  clinic_sync.pull_columns(text, text, text, text, uuid, int, jsonb),
  clinic_sync.reconcile(json),
  clinic_sync.restore(json),
  clinic_sync.lease(text, int),
  clinic_sync.stations(),
  clinic_sync.digests(text),
  clinic_sync.records_of(text, uuid, int),
  clinic_sync.keep_anchor(bigint, text, bigint),
  clinic_sync.anchors(int)
to clinic_sync_station;
