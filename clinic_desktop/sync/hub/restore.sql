-- A hub restored from an older dump gets back from the stations what it lost.
--
-- A station gives its records of the hub's former life, by the revision that the hub gave them then. A record that was
-- changed in the new life parted from the old at the revision `forked_at`: what a station has beyond that is another
-- branch, and where it differs it goes to the conflict desk.

create function clinic_sync.known_then(standing clinic_sync.record) returns bigint
language sql stable as $$
  select case when standing.epoch = current_epoch() then standing.forked_at else standing.revision end
$$;

-- The fields that a station's program does not know yet.
create function clinic_sync.too_new_for(me clinic_sync.station, of_kind text) returns text[]
language plpgsql stable as $$
begin
  return array(select name from field where kind = of_kind and since > coalesce(me.protocol, 1));
end $$;

create function clinic_sync.sees_all(me clinic_sync.station, of_kind text) returns boolean
language plpgsql stable as $$
begin
  return not exists (select from hidden_field h where h.profile = me.profile and h.kind = of_kind)
    and (of_kind not in ('account', 'conflict') or me.profile = 'admin')
    and not exists (select from field f where f.kind = of_kind and f.since > coalesce(me.protocol, 1));
end $$;

-- Only who comes for the first time in the hub's present life gives anything back, so that nobody goes round the merge;
-- and a new station only into a hub that nobody else has worked with, which so gets its first records.
create function clinic_sync.may_give_back(me clinic_sync.station) returns boolean
language plpgsql stable as $$
begin
  return case when me.epoch is null then not exists (select from operation where station <> me.id)
    else me.epoch <> current_epoch() end;
end $$;

create function clinic_sync.reconcile(rows json) returns json
language plpgsql stable security definer set search_path = clinic_sync, pg_temp as $$
declare
  me clinic_sync.station := caller();
begin
  if not may_give_back(me) then
    return '[]';
  end if;
  return coalesce((
    select json_agg(json_build_array(said ->> 0, said ->> 1))
    from json_array_elements(rows) said
    left join record r on r.kind = said ->> 0 and r.id = (said ->> 1)::uuid
    where exists (select from profile_kind p where p.profile = me.profile and p.kind = said ->> 0 and p.may_write)
      and (r.id is null or known_then(r) < (said ->> 2)::bigint or r.partial)), '[]');
end $$;

-- Put one record back; gives back whether it was taken.
create function clinic_sync.restore_one(me clinic_sync.station, said jsonb) returns boolean
language plpgsql as $$
declare
  op clinic_sync.operation := restoring_operation(me, said);
  standing clinic_sync.record;
  had bigint := (said ->> 'revision')::bigint;
  gone boolean := (said ->> 'is_deleted')::boolean;
  document jsonb;
  holders uuid[];
  refused jsonb := '{}';
  others uuid[];
begin
  perform check_values(op.kind, op.new);
  if had not between 0 and 1000000000000 then
    raise exception 'no such revision: %', had using errcode = 'CS022';
  end if;
  select * into standing from record where kind = op.kind and id = op.record_id for update;
  -- What this station does not see stays as it is here.
  document := jsonb_strip_nulls(object_of(coalesce(standing.document, '{}'),
    hidden_from(me.profile, op.kind, coalesce(standing.document, op.new)) || too_new_for(me, op.kind))
    || (op.new - hidden_from(me.profile, op.kind, op.new)));
  if gone and op.new = '{}' then  -- what it held stays known: where a change meets a removal the change wins
    document := coalesce(standing.document, '{}');
  end if;
  if standing.id is not null and standing.partial and had = standing.given_at and not gone then
    return fill_in(me, standing, document, standing.epoch is distinct from current_epoch());
  elsif standing.id is not null and had <= known_then(standing) then
    return false;
  elsif standing.id is not null and standing.epoch = current_epoch() then
    perform keep_present(op, standing, document, gone, had);
    return false;
  end if;
  if not gone then
    perform check_record(op.kind, document);
    if op.kind = 'appointment' then
      holders := take_slot(op.record_id, document, op.station);
    end if;
    select v.document, v.refused, v.others into document, refused, others
    from take_values(op.kind, op.record_id, '{}', document) v;
  else
    delete from slot where appointment = op.record_id;
    delete from unique_value u where u.kind = op.kind and u.record_id = op.record_id;
  end if;
  if holders is not null then
    perform note_conflict(op, 'double-booking', '{}', document::text, '{}', holders);
    document := document || '{"contested": 1}';
  end if;
  if refused <> '{}' then
    perform note_conflict(op, 'same-name', '{}', refused::text, '{}', others);
  end if;
  perform put_back(me, op, document, gone, had, had + case when holders is not null or refused <> '{}' then 1 else 0 end);
  return true;
end $$;

-- The change that a station gives back, as an operation that names it: the same whichever station brings it.
create function clinic_sync.restoring_operation(me clinic_sync.station, said jsonb) returns clinic_sync.operation
language plpgsql stable as $$
declare
  op clinic_sync.operation := operation_of(me, said || jsonb_build_object(
    'op_id', md5(concat_ws('/', said ->> 'kind', said ->> 'record_id', said ->> 'revision', current_epoch()))::uuid,
    'action', 'insert', 'new', said -> 'document'));
begin
  op.station := coalesce((said ->> 'station_id')::uuid, me.id);
  return op;
end $$;

create function clinic_sync.put_back(
  me clinic_sync.station, op clinic_sync.operation, new_document jsonb, is_deleted boolean, had bigint,
  new_revision bigint)
returns void language plpgsql volatile as $$
begin
  insert into record as r (kind, id, revision, station, account, actor_name, op_id, at, change_id, verb, reason,
                           schema_version, deleted, document, epoch, partial, given_at)
  values (op.kind, op.record_id, new_revision, op.station, op.account, op.actor_name, op.op_id,
    coalesce(op.made_at, op.at), op.change_id, op.verb, op.reason, meta_value('version')::int, is_deleted,
    new_document, null, not sees_all(me, op.kind), had)
  on conflict (kind, id) do update set
    revision = excluded.revision, txid = excluded.txid, station = excluded.station, account = excluded.account,
    actor_name = excluded.actor_name, op_id = excluded.op_id, at = excluded.at, change_id = excluded.change_id,
    verb = excluded.verb, reason = excluded.reason, deleted = excluded.deleted, document = excluded.document,
    epoch = null, partial = excluded.partial, given_at = excluded.given_at;
end $$;

-- Where the one that gave a record back did not see all of it, others add what they do, until one has seen it all.
create function clinic_sync.fill_in(
  me clinic_sync.station, standing clinic_sync.record, had jsonb, is_unchanged boolean) returns boolean
language plpgsql as $$
declare
  unseen jsonb := object_of(had, array(
    select unnest(fields) from hidden_field where kind = standing.kind
    union select 'password_hash' where standing.kind = 'account'
    union select name from field where kind = standing.kind and since > 1));
  filled jsonb;
begin
  if standing.kind = 'conflict' then  -- whoever sees more of the record that it is about has more to say of it
    unseen := (select jsonb_object_agg(key, value) from jsonb_each(had) where key in ('before', 'mine', 'theirs')
      and length(value #>> '{}') > length(standing.document ->> key));
    unseen := coalesce(unseen, '{}');
    is_unchanged := true;
  end if;
  filled := case when is_unchanged then standing.document || unseen else unseen || standing.document end;
  if filled = standing.document and not sees_all(me, standing.kind) then
    return false;
  end if;
  update record set document = filled, partial = not sees_all(me, standing.kind), txid = pg_current_xact_id(),
    revision = standing.revision + (filled <> standing.document)::int
  where kind = standing.kind and id = standing.id;
  return filled <> standing.document;
end $$;

-- Both lives changed it. The present stays, above the revision that stations remember so that all of them take it;
-- what the former life had is on the desk, where it is anything else.
create function clinic_sync.keep_present(
  op clinic_sync.operation, standing clinic_sync.record, had jsonb, gone boolean, had_revision bigint) returns void
language plpgsql as $$
begin
  update record set revision = greatest(standing.revision, had_revision) + 1, txid = pg_current_xact_id(),
    forked_at = had_revision
  where kind = standing.kind and id = standing.id;
  if had <> standing.document or gone <> standing.deleted then
    perform note_conflict(op, 'changed-after-restore', '{}', had::text, standing.document, '{}');
  end if;
end $$;

-- Whether it is, or would be, an administrator's account, which only their own stations give back.
create function clinic_sync.is_an_admins(me clinic_sync.station, said json) returns boolean
language plpgsql stable as $$
begin
  return me.profile <> 'admin' and said ->> 'kind' = 'account' and 'admin' in (
    said -> 'document' ->> 'role',
    (select document ->> 'role' from record where kind = 'account' and id = uuid_or_null(said ->> 'record_id')));
end $$;

create function clinic_sync.restore(records json) returns bigint
language plpgsql security definer set search_path = clinic_sync, pg_temp as $$
declare
  me clinic_sync.station := caller();
  said json;
  taken bigint;
  left_over bigint[];
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'what is given back meets what is committed' using errcode = 'CS022';
  end if;
  perform check_size(records);
  perform take_turn();
  me := caller();  -- who was revoked while waiting changes nothing any more
  if not may_give_back(me) then
    return 0;
  end if;
  left_over := restore_plain(me, records);
  taken := json_array_length(records) - cardinality(left_over);
  for said in
    select value from json_array_elements(records) with ordinality as one (value, place)
    where place = any (left_over) order by place
  loop
    if exists (select from profile_kind p
               where p.profile = me.profile and p.kind = said ->> 'kind' and p.may_write)
        and not is_an_admins(me, said) then
      taken := taken + restore_safely(me, said)::int;
    end if;
  end loop;
  perform pg_notify('clinic_sync', '');
  return taken;
end $$;

create function clinic_sync.restore_safely(me clinic_sync.station, said json) returns boolean
language plpgsql as $$
declare
  state text;
  fault text;
begin
  return restore_one(me, said::jsonb);
exception when others then
  get stacked diagnostics state = returned_sqlstate, fault = message_text;
  if left(state, 2) in ('08', '25', '40', '53', '55', '57', '58') then
    raise;
  end if;
  perform park_faulty(me, json_build_object('op_id', md5(concat_ws('/', said ->> 'kind', said ->> 'record_id',
    said ->> 'revision', current_epoch()))::uuid, 'kind', said ->> 'kind', 'record_id', said ->> 'record_id',
    'new', said -> 'document'), fault);
  return false;
end $$;
