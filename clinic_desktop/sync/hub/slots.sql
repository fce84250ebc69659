-- Who has which time, and which values are given away.

create function clinic_sync.takes_time(document jsonb) returns boolean
language sql immutable as $$
  select document ->> 'status' = any ({holding_statuses})
    and document ->> 'overbooked_by' is null and coalesce((document ->> 'contested')::int, 0) = 0
$$;

-- Let go of an appointment's time and take what the document asks for. Gives back null, or those who have it: then the
-- time that it had before is still its own.
create function clinic_sync.take_slot(of_appointment uuid, document jsonb, at_station uuid) returns uuid[]
language plpgsql as $$
declare
  before clinic_sync.slot;
  practitioner uuid := (document ->> 'practitioner_id')::uuid;
  wanted int8range;
begin
  delete from slot where appointment = of_appointment returning * into before;
  if not takes_time(document) then
    return null;
  end if;
  wanted := int8range((document ->> 'starts_at')::bigint, (document ->> 'ends_at')::bigint);
  if before.resource = practitioner and before.period = wanted then
    at_station := before.station;
  end if;
  insert into slot (appointment, resource, period, station) values (of_appointment, practitioner, wanted, at_station)
  on conflict do nothing;
  if found then
    return null;
  end if;
  if before.appointment is not null then
    insert into slot select before.*;
  end if;
  return array(
    select appointment from slot
    where uuidrange(resource, resource, '[]') = uuidrange(practitioner, practitioner, '[]')
      and period && wanted and appointment <> of_appointment
    order by lower(period), appointment
  );
end $$;

create function clinic_sync.station_that_holds(appointments uuid[]) returns text
language plpgsql stable as $$
begin
  if coalesce(cardinality(appointments), 0) = 0 then
    return '';
  end if;
  return coalesce((
    select s.name from slot join station s on s.id = slot.station where slot.appointment = appointments[1]
  ), '');
end $$;

-- The value by which two are the same.
create function clinic_sync.unique_key(of_field clinic_sync.unique_field, value text) returns text
language sql stable as $$
  select case when of_field.folded then folded(value) else value end
$$;

-- Take a value, or learn who has it.
create function clinic_sync.take_value(of_field clinic_sync.unique_field, wanted text, for_record uuid) returns uuid
language plpgsql as $$
declare
  taken_by uuid;
begin
  insert into unique_value values (of_field.kind, of_field.field, unique_key(of_field, wanted), for_record)
  on conflict do nothing;
  select u.record_id into taken_by from unique_value u
  where u.kind = of_field.kind and u.field = of_field.field and u.value = unique_key(of_field, wanted);
  return nullif(taken_by, for_record);
end $$;

-- A value that nobody has: `anna~` and as much of the record's id as it takes. Ids have none, they are left empty.
create function clinic_sync.provisional_value(of_field clinic_sync.unique_field, wanted text, for_record uuid)
returns text language plpgsql as $$
declare
  candidate text;
begin
  if of_field.type = 'id' then
    return null;
  end if;
  for length in 4..32 loop
    candidate := wanted || '~' || left(hex(for_record), length);
    if take_value(of_field, candidate, for_record) is null then
      return candidate;
    end if;
  end loop;
  return wanted || '~' || gen_random_uuid();  -- somebody took all 29 on purpose
end $$;

-- Take all unique values of a record. Those that others have are put back to what stood before, or to a provisional
-- value; `refused` names what was wanted, `others` who has it.
create function clinic_sync.take_values(of_kind text, for_record uuid, standing jsonb, inout document jsonb,
  out refused jsonb, out others uuid[])
language plpgsql as $$
declare
  of_field clinic_sync.unique_field;
  wanted text;
  other uuid;
begin
  refused := '{}';
  others := '{}';
  for of_field in select * from unique_field u where u.kind = of_kind order by u.field loop
    wanted := document ->> of_field.field;
    if wanted = '' and of_field.field = 'email' then
      wanted := null;
    end if;
    if wanted is not null then
      other := take_value(of_field, wanted, for_record);
      if other is not null then
        refused := refused || jsonb_build_object(of_field.field, wanted);
        others := others || other;
        wanted := coalesce(standing ->> of_field.field, provisional_value(of_field, wanted, for_record));
        document := document || jsonb_build_object(of_field.field, wanted);
      end if;
    end if;
    delete from unique_value u
    where u.kind = of_kind and u.field = of_field.field and u.record_id = for_record
      and u.value is distinct from unique_key(of_field, wanted);
  end loop;
end $$;
