-- Once a night each station compares what it has with what is here, and fetches anew what differs.

-- Of every kind that the caller sees: how many records stand, and a sum over id and revision that no order changes, both
-- as they were in a snapshot; and how many came or changed since, for then the two sides cannot be compared yet.
create function clinic_sync.digests(upto text) returns json
language plpgsql stable security definer set search_path = clinic_sync, pg_temp as $$
declare
  me clinic_sync.station := caller();
  seen pg_snapshot := upto::pg_snapshot;
begin
  return (
    select json_object_agg(p.kind, json_build_array(coalesce(d.count, 0), coalesce(d.sum, '0'), coalesce(d.since, 0)))
    from profile_kind p left join (
      select kind, count(*) filter (where not deleted) as count,
        sum(('x0' || left(md5(uuid_send(id) || convert_to(revision::text, 'UTF8')), 15))::bit(64)::bigint)
          filter (where not deleted)::text as sum,
        count(*) filter (where not pg_visible_in_snapshot(txid, seen)) as since
      from record group by kind) d using (kind)
    where p.profile = me.profile and p.may_read);
end $$;

-- The records of one kind as they stand now, by id, in the form of a page of `pull`.
create function clinic_sync.records_of(of_kind text, after_id uuid, at_most int) returns json
language plpgsql stable security definer set search_path = clinic_sync, pg_temp as $$
declare
  me clinic_sync.station := caller();
begin
  return json_build_object('upto', pg_current_snapshot()::text, 'records', coalesce((
    select json_agg(json_build_array(
      kind, id, revision, txid::text, deleted,
      case when deleted then '{}' else seen_by(me.profile, kind, document) end,
      station, account, actor_name, milliseconds(at), change_id, verb, reason))
    from (
      select * from record r
      where r.kind = of_kind and r.id > coalesce(after_id, '00000000-0000-0000-0000-000000000000') and exists (
        select from profile_kind p where p.profile = me.profile and p.kind = of_kind and p.may_read)
      order by r.id limit least(greatest(at_most, 1), 5000)
    ) of_kind), '[]'));
end $$;
