-- What changed goes out, a page at a time.

-- What came to stand between two snapshots, as the station may see it, in its order. To be asked by a STABLE function, so
-- that all of it is read in one snapshot: the rows and pg_current_snapshot() agree. A cursor `seq > last_seen` would lose
-- what commits out of order.
create function clinic_sync.changed(
  me clinic_sync.station, since pg_snapshot, until pg_snapshot, after_txid text, after_kind text, after_id uuid,
  at_most int)
returns table (
  txid xid8, kind text, id uuid, revision bigint, deleted boolean, document jsonb, station uuid, account uuid,
  actor_name text, at timestamptz, change_id uuid, verb text, reason text)
language sql stable as $$
  select p.txid, p.kind, p.id, p.revision, p.deleted,
    case when p.deleted then '{}'
      when me.profile <> 'admin' and p.kind in ('account', 'conflict') then clinic_sync.seen_by(me.profile, p.kind, p.document)
      when p.hidden is null then p.document else p.document - p.hidden end,
    p.station, p.account, p.actor_name, p.at, p.change_id, p.verb, p.reason
  from (
    select r.*, h.fields as hidden
    from clinic_sync.record r left join clinic_sync.hidden_field h on h.profile = me.profile and h.kind = r.kind
    where (r.txid, r.kind, r.id) > (
        coalesce(after_txid::xid8, pg_snapshot_xmin(since)), coalesce(after_kind, ''),
        coalesce(after_id, '00000000-0000-0000-0000-000000000000'))
      and not pg_visible_in_snapshot(r.txid, since) and pg_visible_in_snapshot(r.txid, until)
      and r.kind = any (array(
        select k.kind from clinic_sync.profile_kind k where k.profile = me.profile and k.may_read))
    order by r.txid, r.kind, r.id limit at_most
  ) p
  offset 0  -- so that what is seen of a document is worked out once, however often it is looked into
$$;

-- A page, record by record. Planned for each, for a plan that does not know the limit may sort all there is.
create function clinic_sync.page(
  me clinic_sync.station, since text, upto text, after_txid text, after_kind text, after_id uuid, at_most int,
  out answer json, out is_last boolean)
language plpgsql stable set plan_cache_mode = force_custom_plan as $$
declare
  until pg_snapshot := coalesce(upto::pg_snapshot, pg_current_snapshot());
  records json;
begin
  select count(*) < at_most, json_agg(json_build_array(
    c.kind, c.id, c.revision, c.txid::text, c.deleted, c.document, c.station, c.account, c.actor_name,
    milliseconds(c.at), c.change_id, c.verb, c.reason)) into is_last, records
  from changed(me, since::pg_snapshot, until, after_txid, after_kind, after_id, at_most) c;
  answer := json_build_object('upto', until::text, 'records', coalesce(records, '[]'),
    'op_id', (select op_id from operation order by ordinal desc limit 1));
end $$;

-- The same page for a station that has nothing yet: of kinds with many records that stand, only their ids, revisions and
-- the fields that the station asks for, each as an array of its own. Half as much to send, and a third to read.
create function clinic_sync.page_in_columns(
  me clinic_sync.station, since text, upto text, after_txid text, after_kind text, after_id uuid, at_most int,
  wanted jsonb, out answer json, out is_last boolean)
language plpgsql stable set plan_cache_mode = force_custom_plan as $$
declare
  until pg_snapshot := coalesce(upto::pg_snapshot, pg_current_snapshot());
  last json;
  many text[];
  of_kind text;
  gathered json;
  columns json[] := '{}';
  records json;
begin
  select count(*) < at_most, json_build_array(
      (array_agg(c.txid::text))[at_most], (array_agg(c.kind))[at_most], (array_agg(c.id))[at_most]),
    many_of(array_agg(c.kind) filter (where not c.deleted), wanted) into is_last, last, many
  from changed(me, since::pg_snapshot, until, after_txid, after_kind, after_id, at_most) c;
  foreach of_kind in array many loop
    -- What is asked for are keys into documents of what this station may see, and is quoted as such.
    execute format(
      'select json_build_array(%1$L, array[%2$s])
       from clinic_sync.changed($1, $2, $3, $4, $5, $6, $7) c where c.kind = %1$L and not c.deleted',
      of_kind, concat_ws(', ', 'json_agg(c.id)', 'json_agg(c.revision)', (
        select string_agg(format('json_agg(c.document -> %L)', name), ', ' order by place)
        from jsonb_array_elements_text(wanted -> of_kind) with ordinality as fields (name, place))))
    into gathered using me, since::pg_snapshot, until, after_txid, after_kind, after_id, at_most;
    columns := columns || gathered;
  end loop;
  select json_agg(json_build_array(
    c.kind, c.id, c.revision, c.txid::text, c.deleted, c.document, c.station, c.account, c.actor_name,
    milliseconds(c.at), c.change_id, c.verb, c.reason)) into records
  from changed(me, since::pg_snapshot, until, after_txid, after_kind, after_id, at_most) c
  where c.deleted or c.kind <> all (many);
  answer := json_build_object('upto', until::text, 'records', coalesce(records, '[]'), 'columns', columns,
    'after', case when not is_last then last end,
    'op_id', (select op_id from operation order by ordinal desc limit 1));
end $$;

-- The kinds of which there are many among these, and of which it is said what is wanted.
create function clinic_sync.many_of(kinds text[], wanted jsonb) returns text[]
language sql immutable as $$
  select coalesce(array_agg(kind order by kind), '{}')
  from (select kind from unnest(kinds) kind group by kind having count(*) >= 20) of_many
  where jsonb_typeof(wanted -> kind) = 'array'
$$;

-- From where a station pulls: one that has not since the hub was restored begins at the beginning, whatever it says.
create function clinic_sync.pulls_from(me clinic_sync.station, since text, is_first_page boolean) returns text
language plpgsql as $$
begin
  if me.epoch is distinct from current_epoch() then
    return '1:1:';
  elsif is_first_page and (me.cursor_at is null or me.cursor_at < clock() - interval '1 minute') then
    update station set cursor = since, cursor_at = clock() where id = me.id;
  end if;
  return since;
end $$;

-- After a page that is the last one the station has pulled all of this life.
create function clinic_sync.note_last_page(me clinic_sync.station, since text, is_last boolean) returns void
language plpgsql as $$
begin
  if is_last and (me.epoch is distinct from current_epoch() or (me.full_pull and since = '1:1:')) then
    update station set epoch = current_epoch(), full_pull = full_pull and since <> '1:1:' where id = me.id;
  end if;
end $$;

create function clinic_sync.pull(
  since text, upto text, after_txid text, after_kind text, after_id uuid, at_most int)
returns json language plpgsql security definer set search_path = clinic_sync, pg_temp as $$
declare
  me clinic_sync.station := caller();
  answer json;
  is_last boolean;
begin
  at_most := least(greatest(at_most, 1), 5000);
  since := pulls_from(me, since, after_txid is null);
  select p.answer, p.is_last into answer, is_last from page(me, since, upto, after_txid, after_kind, after_id, at_most) p;
  perform note_last_page(me, since, is_last);
  return answer;
end $$;

-- As `pull`; `wanted` names the fields that the station's program knows, by kind.
create function clinic_sync.pull_columns(
  since text, upto text, after_txid text, after_kind text, after_id uuid, at_most int, wanted jsonb)
returns json language plpgsql security definer set search_path = clinic_sync, pg_temp as $$
declare
  me clinic_sync.station := caller();
  answer json;
  is_last boolean;
begin
  at_most := least(greatest(at_most, 1), 5000);
  since := pulls_from(me, since, after_txid is null);
  select p.answer, p.is_last into answer, is_last
  from page_in_columns(me, since, upto, after_txid, after_kind, after_id, at_most, wanted) p;
  perform note_last_page(me, since, is_last);
  return answer;
end $$;
