-- What keeps one station from stopping all others: nobody sits on the turn to write, nobody sends more than is sent.

-- End the session of whoever has had the turn for longer than any call of ours lasts: it holds a transaction open. The
-- owner may do so to the logins that an administrator made for stations, and to no other.
create function clinic_sync.end_who_sits() returns void
language plpgsql as $$
begin
  perform pg_terminate_backend(l.pid)
  from pg_locks l join pg_stat_activity a using (pid)
  where l.locktype = 'relation' and l.relation = 'clinic_sync.turn'::regclass and l.granted
    and l.database = (select oid from pg_database where datname = current_database())
    and a.xact_start < clock_timestamp() - make_interval(secs => coalesce(meta_value('longest_turn')::int, 40));
exception when insufficient_privilege then
  null;  -- not a station's: whoever came by another way answers for it
end $$;

-- Writers take turns. A table that no station may touch, and no advisory lock: that any login could take.
create function clinic_sync.take_turn() returns void
language plpgsql as $$
begin
  if not has_turn() then
    lock table clinic_sync.turn in exclusive mode;
  end if;
end $$;

-- The same for who has something else to do than to wait.
create function clinic_sync.has_turn() returns boolean
language plpgsql as $$
begin
  lock table clinic_sync.turn in exclusive mode nowait;
  return true;
exception when lock_not_available then
  perform end_who_sits();
  return false;
end $$;

create function clinic_sync.check_size(said json) returns void
language plpgsql immutable as $$
begin
  if octet_length(said::text) > 33554432 then
    raise exception 'more than 32 MB at once' using errcode = 'CS022';
  end if;
end $$;
