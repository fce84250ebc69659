-- What all other functions stand on: the hub's clock and life, who calls, and what a profile may see.

-- The hub's time. Only the owner can set another one, for tests: a setting of the session, any station could change.
create function clinic_sync.clock() returns timestamptz
language plpgsql volatile set search_path = clinic_sync, pg_temp as $$
begin
  return coalesce((select value::timestamptz from meta where name = 'now'), clock_timestamp());
end $$;

create function clinic_sync.milliseconds(moment timestamptz) returns bigint
language sql stable as $$
  select floor(extract(epoch from moment) * 1000)::bigint
$$;

create function clinic_sync.moment(milliseconds bigint) returns timestamptz
language sql stable as $$
  select timestamptz 'epoch' + milliseconds * interval '1 millisecond'
$$;

create function clinic_sync.hex(id uuid) returns text language sql immutable as $$
  select replace(id::text, '-', '')
$$;

create function clinic_sync.meta_value(of text) returns text
language plpgsql stable as $$
begin
  return (select value from meta where name = of);
end $$;

create function clinic_sync.current_epoch() returns uuid
language plpgsql stable as $$
begin
  return (select value::uuid from meta where name = 'epoch');
end $$;

-- Whose session this is. Asked at every call, so that a station that is revoked is refused on a live connection.
create function clinic_sync.caller() returns clinic_sync.station
language plpgsql stable as $$
declare
  me clinic_sync.station;
begin
  select * into me from station where login = session_user and revoked_at is null;
  if not found then
    raise exception 'this station was revoked or never enrolled' using errcode = 'CS001';
  end if;
  if me.protocol < meta_value('oldest_served')::int then
    raise exception 'this program is too old for the hub' using errcode = 'CS002';
  end if;
  return me;
end $$;

-- The group that a field stands or falls with; one that the hub does not know stands for itself.
create function clinic_sync.group_of(of_kind text, of_field text) returns text
language plpgsql stable as $$
begin
  return coalesce((select field_group from field where kind = of_kind and name = of_field),
                  (select one_group from kind where name = of_kind), of_field);
end $$;

-- What a profile never sees of a record; an admin's password hash goes to admins' stations only.
create function clinic_sync.hidden_from(of_profile text, of_kind text, document jsonb) returns text[]
language plpgsql stable as $$
declare
  hidden text[] := (select fields from hidden_field where profile = of_profile and kind = of_kind);
begin
  if of_kind = 'account' and of_profile <> 'admin' and document ->> 'role' = 'admin' then
    hidden := coalesce(hidden, '{}') || 'password_hash'::text;
  end if;
  return coalesce(hidden, '{}');
end $$;

-- A conflict holds values of another record as text: of those too a profile sees only what it may.
create function clinic_sync.conflict_seen_by(of_profile text, document jsonb) returns jsonb
language plpgsql stable as $$
declare
  hidden text[] := hidden_from(of_profile, document ->> 'record_kind', '{"role": "admin"}');
  part text;
begin
  if not exists (select from profile_kind p where p.profile = of_profile and p.kind = document ->> 'record_kind'
                 and p.may_read) then
    return document || '{"before": "{}", "mine": "{}", "theirs": "{}"}';
  end if;
  if cardinality(hidden) = 0 then
    return document;
  end if;
  foreach part in array array['before', 'mine', 'theirs'] loop
    begin
      document := jsonb_set(document, array[part], to_jsonb(((document ->> part)::jsonb - hidden)::text));
    exception when data_exception then  -- no JSON that can be looked into
      document := jsonb_set(document, array[part], '"{}"');
    end;
  end loop;
  return document;
end $$;

create function clinic_sync.seen_by(of_profile text, of_kind text, document jsonb) returns jsonb
language plpgsql stable as $$
begin
  if of_profile = 'admin' then
    return document;
  elsif of_kind = 'conflict' then
    return conflict_seen_by(of_profile, document);
  end if;
  return document - hidden_from(of_profile, of_kind, document);
end $$;

-- Names without regard to case, as the stations fold them: whatever the database's locale, and on every version alike.
create function clinic_sync.folded(words text) returns text
language plpgsql stable set search_path = clinic_sync, pg_temp as $$
begin
  if octet_length(words) = char_length(words) then
    return lower(btrim(words, E' \t\n\r\f\v') collate "C");
  end if;
  return normalize((
    select string_agg(coalesce(l.folded, letter), '' order by place)
    from regexp_split_to_table(normalize(btrim(words, E' \t\n\r\f\v\u00a0\u3000'), nfc), '') with ordinality as letters (letter, place)
    left join letter_case l using (letter)
  ), nfc);
end $$;

create function clinic_sync.object_of(pairs jsonb, keys text[]) returns jsonb
language plpgsql immutable as $$
begin
  return coalesce((select jsonb_object_agg(key, value) from jsonb_each(pairs) where key = any (keys)), '{}');
end $$;
