-- Operations come in. One push at a time; each operation in a subtransaction of its own.

create function clinic_sync.uuid_or_null(words text) returns uuid
language sql immutable as $$
  select case when words ~ '^[0-9a-fA-F]{8}-?([0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}$' then words::uuid end
$$;

create function clinic_sync.operation_of(me clinic_sync.station, said jsonb) returns clinic_sync.operation
language plpgsql stable as $$
declare
  op clinic_sync.operation;
begin
  op.op_id := (said ->> 'op_id')::uuid;
  op.station := me.id;
  op.number := (said ->> 'number')::bigint;
  op.kind := said ->> 'kind';
  op.record_id := (said ->> 'record_id')::uuid;
  op.action := said ->> 'action';
  op.base_revision := (said ->> 'base_revision')::bigint;
  op.is_strict := coalesce((said ->> 'strict')::boolean, false);
  op.base := coalesce(said -> 'base', '{}');
  op.new := coalesce(said -> 'new', '{}');
  op.account := (said ->> 'account_id')::uuid;
  op.actor_name := coalesce(said ->> 'actor_name', '');
  op.change_id := (said ->> 'change_id')::uuid;
  op.verb := coalesce(said ->> 'verb', '');
  op.reason := coalesce(said ->> 'reason', '');
  op.made_at := moment((said ->> 'at')::bigint);
  op.at := clock();
  if op.op_id is null or op.record_id is null or op.kind is null or op.action is null
      or jsonb_typeof(op.base) <> 'object' or jsonb_typeof(op.new) <> 'object' then
    raise exception 'an operation without its parts' using errcode = 'CS022';
  end if;
  return op;
end $$;

create function clinic_sync.log_operation(op clinic_sync.operation, answer jsonb) returns void
language plpgsql volatile as $$
begin
  insert into operation (op_id, station, number, kind, record_id, action, base_revision, is_strict, base, new, account,
    actor_name, change_id, verb, reason, made_at, at, status, revision, answer)
  values (op.op_id, op.station, op.number, op.kind, op.record_id, op.action, op.base_revision, op.is_strict, op.base,
    op.new, op.account, op.actor_name, op.change_id, op.verb, op.reason, op.made_at, op.at, answer ->> 'status',
    (answer ->> 'revision')::bigint, answer)
  on conflict do nothing;
end $$;

-- What was wanted, for the conflict desk; without what would be too much for it.
create function clinic_sync.new_as_it_was(said json) returns text
language sql immutable as $$
  select case when octet_length((said -> 'new')::text) <= 100000 then (said -> 'new')::text end
$$;

-- What could not be made sense of is parked with an entry on the conflict desk, and never blocks the queue. It may be
-- anything, so it is looked at as text only.
create function clinic_sync.park_faulty(me clinic_sync.station, said json, fault text) returns jsonb
language plpgsql as $$
declare
  op clinic_sync.operation;
  answer jsonb;
begin
  op.op_id := uuid_or_null(said ->> 'op_id');
  op.station := me.id;
  op.record_id := uuid_or_null(said ->> 'record_id');
  op.kind := left(said ->> 'kind', 60);
  op.is_strict := false;
  op.actor_name := '';
  op.verb := '';
  op.reason := left(fault, 500);
  op.at := clock();
  if op.op_id is null then
    return jsonb_build_object('op_id', said ->> 'op_id', 'status', 'faulty', 'sentence', op.reason);
  end if;
  answer := answer_of(op, 'faulty', sentence => op.reason, conflict =>
    note_conflict(op, 'faulty', '{}', new_as_it_was(said), jsonb_build_object('fault', op.reason), '{}'));
  perform log_operation(op, answer);
  return answer;
end $$;

-- The answer to one operation; one that was answered before gets the same again. Only `taken` is looked at anew: nothing
-- was stored, and who got no answer to a strict operation sends it again as a patient one.
create function clinic_sync.answer_to(me clinic_sync.station, said json) returns jsonb
language plpgsql as $$
declare
  op clinic_sync.operation;
  known clinic_sync.operation;
  answer jsonb;
  state text;
  fault text;
begin
  op := operation_of(me, said::jsonb);
  select * into known from operation where op_id = op.op_id;
  if known.station <> me.id then
    raise exception 'an operation of another station' using errcode = 'CS022';
  elsif known.status = 'taken' then
    delete from operation where op_id = op.op_id;
  elsif known.op_id is not null then
    return known.answer || case when known.answer ? 'document' then jsonb_build_object(
      'document', seen_by(me.profile, op.kind, known.answer -> 'document')) else '{}' end;
  end if;
  answer := apply(me, op);
  perform log_operation(op, answer);
  return answer;
exception when others then
  get stacked diagnostics state = returned_sqlstate, fault = message_text;
  if left(state, 2) in ('08', '25', '40', '53', '55', '57', '58') then
    raise;  -- a fault of the world: all of it is sent again
  end if;
  if state in ('22P05', '22P02') then  -- characters that PostgreSQL has no place for: only others can be looked at
    said := regexp_replace(said::text, '\\u(0000|d[89a-f][0-9a-f]{2})', '\\ufffd', 'gi')::json;
  end if;
  return park_faulty(me, said, fault);
end $$;

create function clinic_sync.push(operations json) returns json
language plpgsql security definer set search_path = clinic_sync, pg_temp as $$
declare
  me clinic_sync.station := caller();
  said json;
  answer jsonb;
  answers jsonb[] := '{}';
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'a push reads what is committed' using errcode = 'CS022';
  end if;
  perform check_size(operations);
  perform take_turn();
  me := caller();  -- who was revoked while waiting changes nothing any more
  for said in select value from json_array_elements(operations) loop
    answer := answer_to(me, said);
    answers := answers || answer;
  end loop;
  if exists (select from unnest(answers) one where one ->> 'status' not in ('unchanged', 'taken')) then
    perform pg_notify('clinic_sync', '');
  end if;
  return array_to_json(answers);
end $$;
