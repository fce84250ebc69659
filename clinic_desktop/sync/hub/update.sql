-- What the hub does with an operation on a record that it has.

create function clinic_sync.slot_fields(document jsonb) returns text[]
language plpgsql stable as $$
begin
  return array(select key from jsonb_object_keys(document) key where group_of('appointment', key) = 'slot');
end $$;

create function clinic_sync.merge_update(
  me clinic_sync.station, op clinic_sync.operation, standing clinic_sync.record, out wanted jsonb, out clashing text[])
language plpgsql stable as $$
begin
  if standing.deleted or (select fleeting from kind where name = op.kind) then
    wanted := jsonb_strip_nulls(standing.document || op.new);
    clashing := '{}';
    return;
  end if;
  select m.merged, m.clashing into wanted, clashing from merge_groups(op.kind, standing.document, op.base, op.new,
    hidden_from(me.profile, op.kind, standing.document), coalesce(me.protocol, 1)) m;
  select s.wanted, s.clashing into wanted, clashing from settle_by_size(op.kind, op.new, wanted, clashing) s;
  -- A cancellation stays, also when somebody moved the appointment meanwhile; but not when the patient has come.
  if op.kind = 'appointment' and 'status' = any (clashing) and op.new ->> 'status' = 'cancelled'
      and standing.document ->> 'status' = op.base ->> 'status' then
    wanted := wanted || object_of(op.new, array['status', 'cancelled_by', 'cancel_reason']);
  end if;
  wanted := jsonb_strip_nulls(wanted);
end $$;

create function clinic_sync.apply_update(
  me clinic_sync.station, op clinic_sync.operation, standing clinic_sync.record) returns jsonb
language plpgsql as $$
declare
  was jsonb := standing.document;
  wanted jsonb;
  clashing text[];
  holders uuid[];
  meets_archive boolean;
  refused jsonb := '{}';
  others uuid[];
  conflict uuid;
  status text;
  new_revision bigint := standing.revision;
begin
  if standing.deleted and (select fleeting from kind where name = op.kind) then
    return answer_of(op, 'unchanged', standing.revision, is_deleted => true);
  end if;
  if standing.deleted and standing.document = '{}' then  -- nobody knows what it held, so it cannot come back
    return answer_of(op, 'parked', standing.revision, is_deleted => true,
      conflict => note_conflict(op, 'changed-and-removed', op.base, op.new::text, '{}', '{}'));
  end if;
  perform check_values(op.kind, op.new);
  select m.wanted, m.clashing into wanted, clashing from merge_update(me, op, standing) m;
  if op.kind = 'appointment' and (standing.deleted or takes_time(wanted) <> takes_time(was) or
      object_of(wanted, slot_fields(wanted)) <> object_of(was, slot_fields(was))) then
    perform check_record(op.kind, wanted);
    holders := take_slot(op.record_id, wanted, me.id);
    if holders is not null then
      if op.is_strict then
        return answer_of(op, 'taken', standing.revision, seen_by(me.profile, op.kind, was), holders => holders);
      end if;
      wanted := (wanted - slot_fields(wanted)) || object_of(was, slot_fields(was));
    end if;
  end if;
  select k.wanted, k.met into wanted, meets_archive from keep_edited_patient(op, standing, wanted) k;
  if exists (select from unique_field u where u.kind = op.kind
             and (standing.deleted or wanted -> u.field is distinct from was -> u.field)) then
    select v.document, v.refused, v.others into wanted, refused, others
    from take_values(op.kind, op.record_id, case when standing.deleted then '{}' else was end, wanted) v;
    wanted := jsonb_strip_nulls(wanted);
  end if;
  perform check_record(op.kind, wanted);
  conflict := note_all(op, standing, clashing, holders, meets_archive, refused, others);
  if wanted <> was or standing.deleted then
    status := case when conflict is null then 'applied' else 'merged' end;
    new_revision := store(op, standing, wanted, false);
  else
    status := case when conflict is null then 'unchanged' else 'parked' end;
  end if;
  return answer_of(op, status, new_revision,
    case when status <> 'applied' or op.base_revision is distinct from standing.revision
      or wanted <> jsonb_strip_nulls(was || op.new) or not stood_so(op, was)
      then seen_by(me.profile, op.kind, wanted) end,
    conflict => conflict, holders => holders);
end $$;

-- Whether its maker saw what it touched as it stood here. Of the newest revision a station may still keep its own view
-- of a group that it had changed before it heard of that revision (`rebasing.py`), and must be told all of it then.
create function clinic_sync.stood_so(op clinic_sync.operation, was jsonb) returns boolean
language plpgsql immutable as $$
begin
  return jsonb_strip_nulls(op.base) = object_of(was, array(select jsonb_object_keys(op.base)));
end $$;

-- Put all that did not get through on the conflict desk; gives back the first.
create function clinic_sync.note_all(
  op clinic_sync.operation, standing clinic_sync.record, clashing text[], holders uuid[], meets_archive boolean,
  refused jsonb, others uuid[]) returns uuid
language plpgsql as $$
declare
  was jsonb := standing.document;
  conflict uuid;
  first uuid;
begin
  if holders is not null then
    first := note_conflict(op, 'double-booking', object_of(op.base, slot_fields(op.base)),
      object_of(op.new, slot_fields(op.new))::text, object_of(was, slot_fields(was)), holders);
  end if;
  if cardinality(clashing) > 0 then
    conflict := note_clashes(op, was, clashing);
    first := coalesce(first, conflict);
  end if;
  if meets_archive or standing.deleted then
    conflict := note_conflict(op, 'changed-and-removed', op.base, op.new::text,
      case when standing.deleted then '{}' else was end, '{}');
    first := coalesce(first, conflict);
  end if;
  if refused <> '{}' then
    conflict := note_conflict(op, 'same-name', object_of(op.base, array(select jsonb_object_keys(refused))),
      refused::text, object_of(was, array(select jsonb_object_keys(refused))), others);
    first := coalesce(first, conflict);
  end if;
  return first;
end $$;

-- Take out what this station's profile may not change: with a hidden field the whole of its group.
create function clinic_sync.within_profile(
  me clinic_sync.station, op clinic_sync.operation, standing jsonb) returns clinic_sync.operation
language plpgsql stable as $$
declare
  hidden text[] := hidden_from(me.profile, op.kind, coalesce(standing, op.new));
begin
  if cardinality(hidden) = 0 then
    return op;
  elsif op.action = 'update' then
    op.new := object_of(op.new, array(
      select key from jsonb_object_keys(op.new) key where group_of(op.kind, key) not in (
        select group_of(op.kind, touched) from jsonb_object_keys(op.new) touched where touched = any (hidden))));
  end if;
  op.new := op.new - hidden;
  op.base := op.base - hidden;
  return op;
end $$;

create function clinic_sync.apply(me clinic_sync.station, op clinic_sync.operation) returns jsonb
language plpgsql as $$
declare
  standing clinic_sync.record;
  denial text := denial_of(me, op);
  wished jsonb := op.new;
  answer jsonb;
begin
  if denial is not null then
    return answer_of(op, 'denied', conflict => note_conflict(op, 'denied', op.base, op.new::text, '{}', '{}'),
      sentence => denial);
  end if;
  select * into standing from record where kind = op.kind and id = op.record_id for update;
  op := within_profile(me, op, standing.document);
  if op.action = 'delete' then
    return apply_delete(me, op, standing);
  elsif op.action = 'insert' and (standing.id is null or standing.deleted) then
    return apply_insert(me, op, standing);
  elsif op.action not in ('insert', 'update') then
    raise exception 'no such action: %', op.action using errcode = 'CS022';
  elsif standing.id is null then
    return answer_of(op, 'parked',
      conflict => note_conflict(op, 'changed-and-removed', op.base, op.new::text, '{}', '{}'));
  end if;
  answer := apply_update(me, op, standing);
  if op.new <> wished and answer ->> 'status' = 'applied' then  -- something was left out, so it does not stand there
    answer := answer || jsonb_build_object('document', (
      select seen_by(me.profile, r.kind, r.document) from record r where r.kind = op.kind and r.id = op.record_id));
  end if;
  return answer;
end $$;
