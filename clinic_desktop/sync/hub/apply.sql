-- What the hub does with one operation, and what it answers.

-- Why a station may not do that at all; null when it may.
create function clinic_sync.denial_of(me clinic_sync.station, op clinic_sync.operation) returns text
language plpgsql stable as $$
declare
  known clinic_sync.kind;
  role_now text;
begin
  select * into known from kind where name = op.kind;
  if not found or not exists (
      select from profile_kind p where p.profile = me.profile and p.kind = op.kind and p.may_write) then
    return 'This station may not change that kind of record.';
  elsif op.action = 'delete' and not known.removable then
    return 'Records of this kind are never removed.';
  elsif op.kind = 'account' and me.profile <> 'admin' then
    select document ->> 'role' into role_now from record where kind = op.kind and id = op.record_id;
    if coalesce(op.new ->> 'role', role_now) is distinct from coalesce(role_now, op.new ->> 'role')
        or (role_now is null and op.new ->> 'role' = 'admin') then
      return 'Only a station of an administrator may do that with an account.';
    elsif role_now = 'admin' and exists (
        select from jsonb_object_keys(op.new) key where key <> 'last_sign_in_at' and not (
          op.new ? 'password_hash' and group_of(op.kind, key) = group_of(op.kind, 'password_hash'))) then
      return 'Only a station of an administrator may change the account of one.';
    elsif me.profile = 'patient-desk' and coalesce(role_now, op.new ->> 'role', '') <> 'patient'
        and exists (select from jsonb_object_keys(op.new) key where key <> 'last_sign_in_at') then
      return 'This station may change the accounts of patients only.';
    end if;
  end if;
  return null;
end $$;

create function clinic_sync.apply_insert(
  me clinic_sync.station, op clinic_sync.operation, standing clinic_sync.record) returns jsonb
language plpgsql as $$
declare
  document jsonb := jsonb_strip_nulls(op.new);
  status text := 'applied';
  holders uuid[];
  refused jsonb;
  others uuid[];
  conflict uuid;
begin
  perform check_values(op.kind, document);
  perform check_record(op.kind, document);
  if op.kind = 'appointment' then
    holders := take_slot(op.record_id, document, me.id);
    if holders is not null then
      if op.is_strict then
        return answer_of(op, 'taken', holders => holders);
      end if;
      conflict := note_conflict(op, 'double-booking', '{}', document::text, '{}', holders);
      document := document || '{"contested": 1}';
      status := 'held';
    end if;
  end if;
  select v.document, v.refused, v.others into document, refused, others
  from take_values(op.kind, op.record_id, '{}', document) v;
  if refused <> '{}' then
    conflict := note_conflict(op, 'same-name', '{}', refused::text, object_of(document, array(
      select jsonb_object_keys(refused))), others);
    status := 'merged';
  end if;
  return answer_of(op, status, store(op, standing, document, false),
    case when status <> 'applied' then seen_by(me.profile, op.kind, jsonb_strip_nulls(document)) end,
    conflict => conflict, holders => holders);
end $$;

create function clinic_sync.apply_delete(
  me clinic_sync.station, op clinic_sync.operation, standing clinic_sync.record) returns jsonb
language plpgsql as $$
declare
  fleets boolean := (select fleeting from kind where name = op.kind);
begin
  if standing.deleted then
    return answer_of(op, 'unchanged', standing.revision, is_deleted => true);
  elsif standing.id is null then
    standing.revision := coalesce(op.base_revision, 0);  -- a restored hub may never have heard of it
  elsif op.base_revision is distinct from standing.revision and not fleets then
    return answer_of(op, 'parked', standing.revision, seen_by(me.profile, op.kind, standing.document),
      conflict => note_conflict(op, 'changed-and-removed', op.base, '{}', standing.document, '{}'));
  end if;
  delete from slot where appointment = op.record_id and op.kind = 'appointment';
  delete from unique_value u where u.kind = op.kind and u.record_id = op.record_id;
  return answer_of(op, 'applied', store(op, standing, coalesce(standing.document, '{}'), true), is_deleted => true);
end $$;

-- Whether somebody archived a patient that this operation's maker still saw as a current one.
create function clinic_sync.archived_meanwhile(op clinic_sync.operation) returns boolean
language plpgsql stable as $$
begin
  return exists (
    select from operation o
    where o.kind = op.kind and o.record_id = op.record_id and o.new ->> 'archived' = '1'
      and o.revision > op.base_revision and o.status in ('applied', 'merged') and o.station <> op.station);
end $$;

-- An edit wins over the archive, whichever came first; a patient merged into another stays so, but the desk is told.
create function clinic_sync.keep_edited_patient(
  op clinic_sync.operation, standing clinic_sync.record, inout wanted jsonb, out met boolean)
language plpgsql stable as $$
declare
  was_archived boolean := standing.document ->> 'archived' = '1';
begin
  met := false;
  if op.kind <> 'patient' or not coalesce(op.base_revision < standing.revision, false) then
    return;
  end if;
  was_archived := coalesce(was_archived, false);
  if not was_archived and op.new ->> 'archived' = '1' and wanted ->> 'archived' = '1' then
    met := true;
  elsif was_archived and not op.new ? 'archived' and wanted <> standing.document and archived_meanwhile(op) then
    met := true;
  end if;
  if met and wanted ->> 'merged_into_id' is null then
    wanted := wanted || '{"archived": 0}';
  end if;
end $$;

-- Of fields where the greatest value stands, put that in; the others still clash.
create function clinic_sync.settle_by_size(
  of_kind text, new jsonb, inout wanted jsonb, inout clashing text[])
language plpgsql stable as $$
declare
  key text;
begin
  for key in select f.name from field f where f.kind = of_kind and f.greatest and f.name = any (clashing) loop
    clashing := array_remove(clashing, key);
    if coalesce((wanted ->> key)::bigint, 0) < coalesce((new ->> key)::bigint, 0) then
      wanted := wanted || jsonb_build_object(key, new -> key);
    end if;
  end loop;
end $$;

-- Put what clashed on the conflict desk. What has to do with a cancellation stands apart from the rest.
create function clinic_sync.note_clashes(
  op clinic_sync.operation, standing jsonb, clashing text[]) returns uuid
language plpgsql as $$
declare
  slot_fields text[] := '{}';
  others text[];
  first uuid;
begin
  if 'status' = any (clashing) and op.kind = 'appointment' and (standing ->> 'status' = 'cancelled')
      <> (coalesce(op.new ->> 'status', op.base ->> 'status') = 'cancelled') then
    slot_fields := array(select key from unnest(clashing) key where group_of(op.kind, key) = 'slot');
    first := note_conflict(op, 'changed-and-cancelled', object_of(op.base, slot_fields),
      object_of(op.new, slot_fields)::text, object_of(standing, slot_fields), '{}');
  end if;
  others := array(select key from unnest(clashing) key where key <> all (slot_fields));
  if cardinality(others) > 0 then
    first := coalesce(first, note_conflict(op, 'same-field', object_of(op.base, others),
      object_of(op.new, others)::text, object_of(standing, others), '{}'));
  end if;
  return first;
end $$;
