-- A new hub gets a clinic of a million records, and a restored one what it lost of months: those that nothing stands in
-- the way of are put there together. It is all the same as if `restore_one` had taken them one by one.

create function clinic_sync.is_sound_appointment(document jsonb) returns boolean
language sql immutable as $$
  select coalesce((document ->> 'starts_at')::bigint < (document ->> 'ends_at')::bigint
    and (document ->> 'ends_at')::bigint - (document ->> 'starts_at')::bigint <= 86400000
    and document ->> 'status' is not null, false)
$$;

-- Take what is new here, whole, and wants nothing that others have; gives back which of the array's elements are left.
create function clinic_sync.restore_plain(me clinic_sync.station, records json) returns bigint[]
language plpgsql as $$
declare
  life uuid := current_epoch();
  version int := meta_value('version')::int;
  now_ timestamptz := clock();
  left_over bigint[];
begin
  with kinds as materialized (
    select p.kind, coalesce(h.fields, '{}') as hidden, not sees_all(me, p.kind) as is_partial,
      (select jsonb_object_agg(name, type) from field f where f.kind = p.kind) as types,
      array(select name from field f where f.kind = p.kind and f.needed) as needed
    from profile_kind p left join hidden_field h on h.profile = me.profile and h.kind = p.kind
    where p.profile = me.profile and p.may_write and p.kind not in ('account', 'conflict')
  ), parsed as materialized (
    select place, value::jsonb as said from json_array_elements(records) with ordinality as one (value, place)
  ), told as materialized (
    select place, said, k.*, (said ->> 'record_id')::uuid as id,
      jsonb_strip_nulls((said -> 'document') - hidden) as document
    from parsed join kinds k on k.kind = said ->> 'kind'
    where not (said ->> 'is_deleted')::boolean and jsonb_typeof(said -> 'document') = 'object'
      and (said ->> 'revision')::bigint between 0 and 1000000000000
  ), unsound as materialized (  -- a stricter and much quicker look than that of `check_values`
    select place from told cross join jsonb_each(said -> 'document') where case
      when value = 'null' then false
      when types ->> key = 'text' then jsonb_typeof(value) <> 'string'
      when types ->> key = 'id' then octet_length(value::text) <> 34
        or translate(value::text, '0123456789abcdef', '') <> '""'
      when types ->> key = 'integer' then octet_length(value::text) > 18
        or translate(value::text, '0123456789', '') not in ('', '-') end
  ), sound as materialized (
    select distinct on (kind, id) * from told t
    where place not in (select place from unsound) and document ?& needed and octet_length(said::text) <= 1000000
      and not exists (select from record r where r.kind = t.kind and r.id = t.id)
      and (kind <> 'appointment' or is_sound_appointment(document))
    order by kind, id, place
  ), wishes as materialized (
    select place, u.kind, u.field, unique_key(u, document ->> u.field) as value, id
    from sound join unique_field u using (kind)
    where document ->> u.field is not null and (u.field <> 'email' or document ->> u.field <> '')
  ), clashing as materialized (
    select place from (select w.*, count(*) over (partition by kind, field, value) as others from wishes w) w
    where others > 1 or exists (
      select from unique_value v where v.kind = w.kind and v.field = w.field and v.value = w.value)
  ), slots as (
    insert into slot (appointment, resource, period, station)
    select id, (document ->> 'practitioner_id')::uuid,
      int8range((document ->> 'starts_at')::bigint, (document ->> 'ends_at')::bigint),
      coalesce((said ->> 'station_id')::uuid, me.id)
    from sound where kind = 'appointment' and takes_time(document) order by place
    on conflict do nothing returning appointment
  ), plain as materialized (
    select * from sound
    where place not in (select place from clashing) and (
      kind <> 'appointment' or not takes_time(document) or id in (select appointment from slots))
  ), given_values as (
    insert into unique_value
    select kind, field, value, id from wishes where place in (select place from plain)
  ), taken as (
    insert into record (kind, id, revision, station, account, actor_name, op_id, at, change_id, verb, reason,
                        schema_version, deleted, document, epoch, partial, given_at)
    select kind, id, (said ->> 'revision')::bigint, coalesce((said ->> 'station_id')::uuid, me.id),
      (said ->> 'account_id')::uuid, coalesce(said ->> 'actor_name', ''),
      md5(concat_ws('/', kind, said ->> 'record_id', said ->> 'revision', life))::uuid,
      coalesce(moment((said ->> 'at')::bigint), now_), (said ->> 'change_id')::uuid, coalesce(said ->> 'verb', ''),
      coalesce(said ->> 'reason', ''), version, false, document, null, is_partial, (said ->> 'revision')::bigint
    from plain
  )
  select array(select g from generate_series(1, json_array_length(records)) g
    where g not in (select place from plain) order by g) into left_over;
  return left_over;
exception when others then  -- whatever it is, looked at one by one it is found
  return array(select generate_series(1, json_array_length(records)));
end $$;
