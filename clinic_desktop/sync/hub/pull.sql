-- What changed goes out, a page at a time.

-- A page of what came to stand between two snapshots. STABLE, so that all of it is read in one snapshot: the rows and
-- pg_current_snapshot() agree; planned for each page, for a plan that does not know the limit may sort all there is. A
-- cursor `seq > last_seen` would lose what commits out of order.
create function clinic_sync.page(
  me clinic_sync.station, since text, upto text, after_txid text, after_kind text, after_id uuid, at_most int)
returns json language plpgsql stable set plan_cache_mode = force_custom_plan as $$
declare
  seen pg_snapshot := since::pg_snapshot;
  until pg_snapshot := coalesce(upto::pg_snapshot, pg_current_snapshot());
  from_txid xid8 := coalesce(after_txid::xid8, pg_snapshot_xmin(seen));
  from_kind text := coalesce(after_kind, '');
  from_id uuid := coalesce(after_id, '00000000-0000-0000-0000-000000000000');
  readable text[] := array(select kind from profile_kind p where p.profile = me.profile and p.may_read);
  looked_into text[] := case when me.profile <> 'admin' then array['account', 'conflict'] else '{}' end;
  records json;
begin
  select json_agg(json_build_array(
    kind, id, revision, txid::text, deleted,
    case when deleted then '{}' when kind = any (looked_into) then seen_by(me.profile, kind, document)
      when hidden is null then document else document - hidden end,
    station, account, actor_name, milliseconds(at), change_id, verb, reason)) into records
  from (
    select r.*, h.fields as hidden
    from record r left join hidden_field h on h.profile = me.profile and h.kind = r.kind
    where (r.txid, r.kind, r.id) > (from_txid, from_kind, from_id)
      and not pg_visible_in_snapshot(r.txid, seen) and pg_visible_in_snapshot(r.txid, until) and r.kind = any (readable)
    order by r.txid, r.kind, r.id limit at_most
  ) of_page;
  return json_build_object('upto', until::text, 'records', coalesce(records, '[]'),
    'op_id', (select op_id from operation order by ordinal desc limit 1));
end $$;

-- A station that has not pulled since the hub was restored begins at the beginning, whatever it says.
create function clinic_sync.pull(
  since text, upto text, after_txid text, after_kind text, after_id uuid, at_most int)
returns json language plpgsql security definer set search_path = clinic_sync, pg_temp as $$
declare
  me clinic_sync.station := caller();
  life uuid := current_epoch();
  answer json;
begin
  at_most := least(greatest(at_most, 1), 5000);
  if me.epoch is distinct from life then
    since := '1:1:';
  elsif after_txid is null and (me.cursor_at is null or me.cursor_at < clock() - interval '1 minute') then
    update station set cursor = since, cursor_at = clock() where id = me.id;
  end if;
  select page(me, since, upto, after_txid, after_kind, after_id, at_most) into answer;
  if json_array_length(answer -> 'records') < at_most then
    if me.epoch is distinct from life or (me.full_pull and since = '1:1:') then
      update station set epoch = life, full_pull = full_pull and since <> '1:1:' where id = me.id;
    end if;
  end if;
  return answer;
end $$;
