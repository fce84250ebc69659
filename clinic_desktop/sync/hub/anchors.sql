-- What each station's journal had come to, a row for each day: a station adds to it, and can take nothing back.

create function clinic_sync.keep_anchor(of_seq bigint, of_seal text, of_at bigint) returns void
language plpgsql security definer set search_path = clinic_sync, pg_temp as $$
declare
  me clinic_sync.station := caller();
begin
  if coalesce(of_seq, 0) < 1 or coalesce(of_seal, '') !~ '^[0-9a-f]{64}$' or of_at is null then
    raise exception 'no anchor' using errcode = 'CS022';
  end if;
  insert into anchor as kept values (me.id, (clock() at time zone 'UTC')::date, of_seq, of_seal, moment(of_at))
  on conflict (station, day) do update set seq = excluded.seq, seal = excluded.seal, at = excluded.at
  where excluded.seq > kept.seq;
end $$;

-- Those of the caller, the highest first.
create function clinic_sync.anchors(at_most int) returns json
language plpgsql stable security definer set search_path = clinic_sync, pg_temp as $$
declare
  me clinic_sync.station := caller();
begin
  return coalesce((
    select json_agg(json_build_array(seq, seal, milliseconds(at), station) order by seq desc)
    from (
      select * from anchor where station = me.id order by seq desc limit least(greatest(at_most, 1), 1000)
    ) kept), '[]');
end $$;
