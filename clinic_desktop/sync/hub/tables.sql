-- What the hub keeps. Everything here is made once and only added to; functions are made anew at each upgrade.

create table if not exists clinic_sync.meta (
  name text primary key,
  value text not null
);

create table if not exists clinic_sync.station (
  id uuid primary key,
  name text not null unique,
  login name not null unique,
  profile text not null,
  made_at timestamptz not null,
  enrolled_at timestamptz,
  revoked_at timestamptz,
  last_seen_at timestamptz,
  program text not null default '',
  protocol int,                         -- what its program knows of the hub
  sequence bigint not null default -1,  -- may only grow: a copy of a station comes with a number that was there before
  cursor text not null default '1:1:',  -- what it has pulled for certain: tombstones wait for it
  cursor_at timestamptz,
  epoch uuid,                           -- the hub's life that it has pulled to the end at least once
  full_pull boolean not null default false
);

create table if not exists clinic_sync.record (
  kind text not null,
  id uuid not null,
  revision bigint not null,
  txid xid8 not null default pg_current_xact_id(),
  station uuid,
  account uuid,
  actor_name text not null default '',
  op_id uuid,
  at timestamptz not null,
  change_id uuid,
  verb text not null default '',
  reason text not null default '',
  schema_version int not null,
  deleted boolean not null default false,
  document jsonb not null,
  epoch uuid,                           -- the hub's life in which it was changed last
  forked_at bigint not null default 0,  -- its revision when that life's first change came
  partial boolean not null default false, -- given back by a station that does not see all of it
  given_at bigint,                      -- at which revision of the former life; others fill in theirs of the same
  primary key (kind, id)
);

-- With txid alone a page takes 2.5 s instead of 70 ms.
create index if not exists record_since on clinic_sync.record (txid, kind, id);

create table if not exists clinic_sync.operation (
  op_id uuid primary key,
  ordinal bigint not null generated always as identity unique,
  station uuid not null,
  number bigint,
  kind text,
  record_id uuid,
  action text,
  base_revision bigint,
  is_strict boolean not null default false,
  base jsonb,
  new jsonb,
  account uuid,
  actor_name text not null default '',
  change_id uuid,
  verb text not null default '',
  reason text not null default '',
  made_at timestamptz,
  at timestamptz not null,
  status text not null,
  revision bigint,
  answer jsonb not null
);

create index if not exists operation_record on clinic_sync.operation (kind, record_id);

do $$ begin
  if to_regtype('clinic_sync.uuidrange') is null then
    create type clinic_sync.uuidrange as range (subtype = uuid);
  end if;
end $$;

-- Two appointments that hold time may not overlap at one practitioner. Milliseconds since 1970; without btree_gist,
-- an id is compared as a range that holds it alone.
create table if not exists clinic_sync.slot (
  appointment uuid primary key,
  resource uuid not null,
  period int8range not null,
  station uuid,                         -- where the time was promised
  constraint no_double_booking exclude using gist
    (clinic_sync.uuidrange(resource, resource, '[]') with =, period with &&)
);

create table if not exists clinic_sync.unique_value (
  kind text,
  field text,
  value text,
  record_id uuid not null,
  primary key (kind, field, value)
);

create index if not exists unique_value_record on clinic_sync.unique_value (kind, record_id);

create table if not exists clinic_sync.lease (
  name text primary key,
  next bigint not null
);

create table if not exists clinic_sync.leased (
  name text not null,
  first bigint not null,
  count bigint not null,
  station uuid not null,
  at timestamptz not null,
  primary key (name, first)
);

-- What each station's journal had come to; see anchors.sql.
create table if not exists clinic_sync.anchor (
  station uuid not null,
  day date not null,
  seq bigint not null,
  seal text not null,
  at timestamptz not null,
  primary key (station, day)
);

-- Locked by whoever writes, so that pushes are serial and nobody deadlocks. A table that no station may touch, and no
-- advisory lock: that any login could take and so stop the clinic.
create table if not exists clinic_sync.turn (
  whose boolean primary key
);

-- What is known of the kinds of record: written from the program's own tables at each upgrade.

create table if not exists clinic_sync.kind (
  name text primary key,
  removable boolean not null,
  fleeting boolean not null,
  one_group text                        -- the group of all its fields, also of those the hub does not know
);

create table if not exists clinic_sync.field (
  kind text not null,
  name text not null,
  field_group text not null,
  type text not null,                   -- id, integer or text
  needed boolean not null,              -- an id that may not be missing
  greatest boolean not null,            -- of two values the greater stands
  since int not null,                   -- the protocol that brought it: an older program's `base` lacks it
  empty jsonb,                          -- what a missing one means; null where it may be missing
  primary key (kind, name)
);

create table if not exists clinic_sync.unique_field (
  kind text not null,
  field text not null,
  type text not null,
  folded boolean not null,
  primary key (kind, field)
);

create table if not exists clinic_sync.hidden_field (
  profile text not null,
  kind text not null,
  fields text[] not null,
  primary key (profile, kind)
);

create table if not exists clinic_sync.profile_kind (
  profile text not null,
  kind text not null,
  may_read boolean not null,
  may_write boolean not null,
  primary key (profile, kind)
);

create table if not exists clinic_sync.letter_case (
  letter text collate "C" primary key,
  folded text not null
);
