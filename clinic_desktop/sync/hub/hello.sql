-- A station comes in.

-- What names this very database in this very server: another one after any restore of a dump, after a base backup was
-- brought up, and after a standby took over.
create function clinic_sync.place() returns text
language plpgsql stable set search_path = clinic_sync, pg_temp as $$
declare
  place text := (select oid from pg_database where datname = current_database()) || ' '
    || 'clinic_sync.record'::regclass::oid;
begin
  if has_function_privilege('pg_control_system()', 'execute')
      and has_function_privilege('pg_control_checkpoint()', 'execute') then
    place := place || ' ' || (select system_identifier from pg_control_system()) || ' '
      || (select timeline_id from pg_control_checkpoint());
  end if;
  return place;
end $$;

-- Begin a new life. The numbers of a restored server's transactions may be behind those that its records bear, and then
-- no snapshot would ever show them: they are stamped anew. A million take longer than a station waits for an answer, so
-- there is a time limit: False means that some are left, that this still is the old life, and to call again.
-- Nobody has counted what is in a restored table: the index is named by leaving the planner no other way.
create function clinic_sync.begin_epoch(within interval default null) returns boolean
language plpgsql set search_path = clinic_sync, pg_temp set enable_seqscan = off set enable_bitmapscan = off
set enable_sort = off as $$
declare
  future constant xid8 := pg_snapshot_xmax(pg_current_snapshot());
begin
  loop
    update record set txid = pg_current_xact_id()
    where ctid = any (array(
      select r.ctid from record r
      where r.txid >= future and r.txid <> pg_current_xact_id() order by r.txid limit 2000));
    exit when not found;
    if clock_timestamp() - transaction_timestamp() > within then
      update meta set value = '' where name = 'place';  -- so that it stays one that was restored until this is over
      return false;
    end if;
  end loop;
  insert into meta values ('epoch', gen_random_uuid()::text), ('place', place())
  on conflict (name) do update set value = excluded.value;
  update lease set next = next + 2000;  -- stations may hold blocks that are not remembered here
  return true;
end $$;

-- Whether this is a server that was put back to an earlier state: it lies elsewhere, it holds records of the future, or
-- it does not know what it acknowledged to a station that has seen its present life.
create function clinic_sync.was_restored(me clinic_sync.station, last_op uuid) returns boolean
language plpgsql volatile as $$
begin
  return meta_value('place') is distinct from place()
    or coalesce((select txid from record order by txid desc limit 1) >= pg_snapshot_xmax(pg_current_snapshot()), false)
    or (me.epoch = current_epoch() and not exists (select from operation where op_id = last_op) and last_op is not null);
end $$;

-- Counting a million takes its time; then the planner's guess will do.
create function clinic_sync.about_how_many() returns bigint
language plpgsql stable as $$
declare
  guess bigint := (select reltuples from pg_class where oid = 'clinic_sync.record'::regclass);
begin
  if guess < 20000 then
    guess := (select count(*) from (select from record limit 20000) first_ones);
  end if;
  return guess;
end $$;

create function clinic_sync.hello(
  with_program text, with_protocol int, last_ordinal bigint, last_op uuid, with_sequence bigint)
returns json language plpgsql security definer set search_path = clinic_sync, pg_temp as $$
declare
  me clinic_sync.station;
  last clinic_sync.operation;
  knows boolean;
begin
  -- The program may have been updated since it last came.
  update station set protocol = with_protocol where login = session_user and protocol is distinct from with_protocol;
  me := caller();
  if was_restored(me, last_op) then
    if not has_turn() then  -- somebody else may be seeing to it
      perform pg_sleep(0.5);
      return json_build_object('is_beginning', true);
    end if;
    if was_restored(me, last_op)
        and not begin_epoch(make_interval(secs => coalesce(meta_value('longest_beginning')::int, 2))) then
      return json_build_object('is_beginning', true);
    end if;
  end if;
  update station set sequence = with_sequence, last_seen_at = clock(), program = left(with_program, 80),
    enrolled_at = coalesce(enrolled_at, clock())
  where id = me.id and sequence < with_sequence;
  if not found then
    raise exception 'this number was there before' using errcode = 'CS003';
  end if;
  knows := last_op is null or exists (select from operation where op_id = last_op);
  select * into last from operation order by ordinal desc limit 1;
  perform drop_old_tombstones();
  return json_build_object(
    'station_id', me.id, 'station_name', me.name, 'profile', me.profile, 'clinic_id', meta_value('clinic_id'),
    'epoch', current_epoch(), 'knows_my_last', knows, 'ordinal', coalesce(last.ordinal, 0), 'op_id', last.op_id,
    'at', milliseconds(clock()), 'schema', meta_value('version')::int,
    'is_empty', not exists (select from record), 'records', about_how_many(), 'compares', true,
    'gives_columns', true, 'keeps_anchors', true,
    'wants_full_pull', me.full_pull or (me.epoch is not null and me.epoch <> current_epoch()));
end $$;

-- Once a day: what was removed goes for good when every station has heard of it.
create function clinic_sync.drop_old_tombstones() returns void
language plpgsql as $$
begin
  if coalesce(meta_value('tidied_at')::timestamptz, '-infinity') > clock() - interval '1 day' then
    return;
  end if;
  perform take_turn();  -- or whoever held this row of meta would hold all others up
  insert into meta values ('tidied_at', clock()::text) on conflict (name) do update set value = excluded.value;
  delete from record r
  where r.deleted and r.at < clock() - interval '7 days' and not exists (
    select from station s
    where s.revoked_at is null and s.enrolled_at is not null
      and (s.epoch is distinct from current_epoch() or not pg_visible_in_snapshot(r.txid, s.cursor::pg_snapshot)));
end $$;
