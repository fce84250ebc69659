-- What becomes of a record when an operation comes to it: by field group, as the truth table in the tests says.

-- Compare, group by group. What stands as `base` says takes the new values; what has them already is left; the rest is
-- named in `clashing`, field by field. A field that the operation does not name is compared when its program knows it.
-- A missing field is an empty one: who booked may not see it, or may not know it yet.
create function clinic_sync.merge_groups(
  of_kind text, standing jsonb, base jsonb, new jsonb, hidden text[], known_to int,
  out merged jsonb, out clashing text[])
language plpgsql stable as $$
begin
  with fields as (
    select named.key, coalesce(f.field_group, k.one_group, named.key) as of_group,
      coalesce(nullif(standing -> named.key, 'null'), f.empty) as stands,
      coalesce(nullif(base -> named.key, 'null'), f.empty) as stood,
      coalesce(nullif(new -> named.key, 'null'), f.empty) as shall_stand
    from (
      select jsonb_object_keys(base || new) as key
      union
      select name from field where kind = of_kind and since <= known_to and name <> all (hidden)
    ) named
    left join field f on f.kind = of_kind and f.name = named.key
    left join kind k on k.name = of_kind
  ), judged as (
    select of_group,
      bool_or(stands is distinct from stood) as changed,
      bool_or(new ? key and stands is distinct from shall_stand) as differs
    from fields group by of_group having bool_or(new ? key)
  )
  select
    standing || coalesce(jsonb_object_agg(key, new -> key) filter (where not changed and new ? key), '{}'),
    coalesce(array_agg(key order by key) filter (
      where changed and differs and (standing ? key or base ? key or new ? key)), '{}')
  into merged, clashing
  from fields join judged using (of_group);
end $$;

-- Write what met on the conflict desk: a record like any other. Its id follows from the operation and the kind.
create function clinic_sync.note_conflict(
  op clinic_sync.operation, what text, before jsonb, mine text, theirs jsonb, others uuid[]) returns uuid
language plpgsql as $$
declare
  id_of_it uuid := md5(op.op_id::text || what)::uuid;
  now_ timestamptz := clock();
begin
  insert into record (kind, id, revision, station, account, actor_name, op_id, at, change_id, verb, schema_version,
                      epoch, document)
  values ('conflict', id_of_it, 1, op.station, op.account, op.actor_name, op.op_id, now_, op.change_id, op.verb,
    meta_value('version')::int, current_epoch(),
    jsonb_build_object(
      'kind', what, 'record_kind', coalesce(op.kind, ''),
      'record_id', hex(coalesce(op.record_id, '00000000-0000-0000-0000-000000000000')), 'op_id', hex(op.op_id),
      'station_id', hex(op.station), 'account_id', hex(op.account), 'actor_name', op.actor_name,
      'made_at', milliseconds(coalesce(op.made_at, now_)), 'noticed_at', milliseconds(now_),
      'before', coalesce(jsonb_strip_nulls(before)::text, '{}'), 'mine', coalesce(mine, '{}'),
      'theirs', coalesce(jsonb_strip_nulls(theirs)::text, '{}'),
      'other_ids', coalesce((select json_agg(hex(other))::text from unnest(others) other), '[]'),
      'state', 'open', 'resolution', ''))
  on conflict do nothing;
  return id_of_it;
end $$;

-- Store what a record is now. The first change in a new life of the hub remembers at which revision the old one ended.
create function clinic_sync.store(
  op clinic_sync.operation, standing clinic_sync.record, new_document jsonb, is_deleted boolean) returns bigint
language plpgsql as $$
declare
  life uuid := current_epoch();
  new_revision bigint := coalesce(standing.revision, 0) + 1;
begin
  insert into record as r (kind, id, revision, station, account, actor_name, op_id, at, change_id, verb, reason,
                           schema_version, deleted, document, epoch)
  values (op.kind, op.record_id, new_revision, op.station, op.account, op.actor_name, op.op_id, op.at, op.change_id,
    op.verb, op.reason, meta_value('version')::int, is_deleted, jsonb_strip_nulls(new_document), life)
  on conflict (kind, id) do update set
    revision = excluded.revision, txid = excluded.txid, station = excluded.station, account = excluded.account,
    actor_name = excluded.actor_name, op_id = excluded.op_id, at = excluded.at, change_id = excluded.change_id,
    verb = excluded.verb, reason = excluded.reason, schema_version = excluded.schema_version,
    deleted = excluded.deleted, document = excluded.document, epoch = excluded.epoch,
    forked_at = case when r.epoch = life then r.forked_at else r.revision end;
  return new_revision;
end $$;

create function clinic_sync.answer_of(
  op clinic_sync.operation, status text, revision bigint default null, document jsonb default null,
  is_deleted boolean default false, conflict uuid default null, holders uuid[] default null,
  sentence text default '') returns jsonb
language sql stable as $$
  select jsonb_strip_nulls(jsonb_build_object(
    'op_id', op.op_id, 'status', status, 'revision', revision, 'document', document, 'is_deleted', is_deleted,
    'conflict_id', conflict, 'holders', to_jsonb(holders),
    'holder_station', station_that_holds(holders), 'sentence', nullif(sentence, '')))
$$;

-- Raise for what would hurt whoever receives it.
create function clinic_sync.check_values(of_kind text, fields jsonb) returns void
language plpgsql stable as $$
declare
  wrong text;
begin
  if octet_length(fields::text) > 1000000 then
    raise exception 'a record of more than 1 MB' using errcode = 'CS022';
  end if;
  select format('%s is no %s: %s', f.name, f.type, left((fields -> f.name)::text, 60)) into wrong
  from field f
  where f.kind = of_kind and fields ? f.name and jsonb_typeof(fields -> f.name) <> 'null' and not case f.type
    when 'id' then coalesce(fields ->> f.name ~ '^[0-9a-f]{32}$' and jsonb_typeof(fields -> f.name) = 'string', false)
    when 'integer' then jsonb_typeof(fields -> f.name) = 'number' and fields ->> f.name ~ '^-?[0-9]{1,18}$'
    else jsonb_typeof(fields -> f.name) = 'string' end
  limit 1;
  if found then
    raise exception '%', wrong using errcode = 'CS022';
  end if;
end $$;

create function clinic_sync.check_record(of_kind text, document jsonb) returns void
language plpgsql stable as $$
declare
  missing text;
begin
  select f.name into missing from field f where f.kind = of_kind and f.needed and document ->> f.name is null limit 1;
  if found then
    raise exception '% is missing', missing using errcode = 'CS022';
  end if;
  if of_kind = 'appointment' and ((document ->> 'starts_at')::bigint >= (document ->> 'ends_at')::bigint
      or (document ->> 'ends_at')::bigint - (document ->> 'starts_at')::bigint > 86400000
      or document ->> 'status' is null or document ->> 'starts_at' is null or document ->> 'ends_at' is null) then
    raise exception 'no such length of an appointment' using errcode = 'CS022';
  end if;
end $$;
