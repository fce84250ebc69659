-- The stations, and numbers that each of them gets for itself.

create function clinic_sync.stations() returns json
language plpgsql stable security definer set search_path = clinic_sync, pg_temp as $$
declare
  me clinic_sync.station := caller();
begin
  return (select json_agg(json_build_object(
    'station_id', s.id, 'name', s.name, 'profile', s.profile, 'enrolled_at', milliseconds(s.enrolled_at),
    'last_seen_at', milliseconds(s.last_seen_at), 'program', s.program, 'is_revoked', s.revoked_at is not null,
    'is_own', s.id = me.id) order by s.name) from station s);
end $$;

-- A block of numbers that no other station gets. Those of patients (MRNs) begin after the greatest that stands.
create function clinic_sync.lease(of_name text, wanted int) returns json
language plpgsql security definer set search_path = clinic_sync, pg_temp as $$
declare
  me clinic_sync.station := caller();
  start bigint := 1;
begin
  if of_name is null or char_length(of_name) not between 1 and 40 or coalesce(wanted, 0) not between 1 and 10000 then
    raise exception 'no such block of numbers' using errcode = 'CS022';
  end if;
  perform take_turn();
  if of_name = 'mrn' then
    select greatest({first_mrn}, max(value::bigint) + 1) into start from unique_value
    where kind = 'patient' and field = 'mrn' and value ~ '^[0-9]{1,11}$';
  end if;
  select greatest(start, next) into start from (select max(next) as next from lease where name = of_name) known;
  insert into lease values (of_name, start + wanted) on conflict (name) do update set next = excluded.next;
  insert into leased values (of_name, start, wanted, me.id, clock());
  return json_build_array(start, start + wanted);
end $$;

-- What an admin does, with a login of their own that is a member of the owner. No station may call these.

create function clinic_sync.make_station(new_id uuid, new_name text, new_login name, new_profile text) returns void
language plpgsql set search_path = clinic_sync, pg_temp as $$
begin
  if not exists (select from profile_kind where profile = new_profile) then
    raise exception 'no such profile: %', new_profile using errcode = 'CS022';
  end if;
  insert into station (id, name, login, profile, made_at) values (new_id, new_name, new_login, new_profile, clock());
end $$;

create function clinic_sync.rename_station(of_station uuid, new_name text) returns boolean
language plpgsql set search_path = clinic_sync, pg_temp as $$
begin
  update station set name = new_name where id = of_station;
  return found;
end $$;

create function clinic_sync.revoke_station(of_station uuid) returns boolean
language plpgsql set search_path = clinic_sync, pg_temp as $$
begin
  update station set revoked_at = clock() where id = of_station and revoked_at is null;
  return found;
end $$;

-- Another profile sees other fields: all of it is pulled anew.
create function clinic_sync.set_profile(of_station uuid, new_profile text) returns boolean
language plpgsql set search_path = clinic_sync, pg_temp as $$
begin
  if not exists (select from profile_kind where profile = new_profile) then
    raise exception 'no such profile: %', new_profile using errcode = 'CS022';
  end if;
  update station set profile = new_profile, full_pull = full_pull or profile <> new_profile where id = of_station;
  return found;
end $$;

create function clinic_sync.allow_full_pull(of_station uuid) returns boolean
language plpgsql set search_path = clinic_sync, pg_temp as $$
begin
  update station set full_pull = true where id = of_station;
  return found;
end $$;
