/** Personas with their versions, discussions with all that happened in them, and what it came to. */
export const discussions = `
-- Only what a project changed: a built-in persona has no row until then.
create table personas (
  project_id uuid not null references projects on delete cascade,
  key text not null check (key ~ '^[a-z][a-z0-9_-]{0,31}$'),
  config jsonb not null,
  is_enabled boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (project_id, key)
);
create trigger personas_touch before update on personas for each row execute function touch_updated_at();

create table persona_versions (
  project_id uuid not null,
  key text not null,
  number integer not null check (number >= 1),
  config jsonb not null,
  is_enabled boolean not null,
  note text not null default '',
  created_by_user_id uuid references users on delete set null,
  created_at timestamptz not null default now(),
  primary key (project_id, key, number),
  foreign key (project_id, key) references personas on delete cascade
);

-- Where a discussion stands; all of it follows from its events.
create table discussions (
  id uuid primary key references conversations on delete cascade,
  project_id uuid not null references projects on delete cascade,
  goal text not null,
  phase text not null check (phase in ('initialization', 'exploration', 'discussion', 'consensus')),
  status text not null check (status in
    ('active', 'paused', 'completed', 'no_consensus', 'stopped', 'failed')),
  waits_for text check (waits_for in ('user', 'resume')),
  reason text,
  settings jsonb not null,
  facilitator text not null,
  -- Whole, as they were when it began.
  personas jsonb not null,
  -- The number of its latest event.
  seq integer not null default 0,
  turns integer not null default 0,
  rounds integer not null default 0,
  active_ms bigint not null default 0,
  tokens bigint not null default 0,
  cost_micros bigint not null default 0,
  user_questions integer not null default 0,
  final_summary text,
  record jsonb,
  request_id uuid references requests on delete set null,
  -- While somebody works on it this lies ahead; when it has passed, another takes it up.
  look_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  check ((ended_at is null) = (status in ('active', 'paused')))
);
create index discussions_project on discussions (project_id, id desc);
create index discussions_status on discussions (project_id, status, id desc);
create index discussions_began on discussions (project_id, created_at);
create index discussions_decided on discussions (project_id, ended_at desc) where record is not null;
create index discussions_active on discussions (look_at) where ended_at is null and waits_for is null;
create index discussions_ended on discussions (project_id, ended_at) where ended_at is not null;
create index discussions_request on discussions (request_id) where request_id is not null;

create table discussion_events (
  discussion_id uuid not null references discussions on delete cascade,
  seq integer not null check (seq >= 1),
  event jsonb not null,
  primary key (discussion_id, seq)
);
create trigger discussion_events_immutable before update on discussion_events
  for each row execute function refuse_change();

create table discussion_speakers (
  discussion_id uuid not null references discussions on delete cascade,
  key text not null,
  turns integer not null default 0,
  skipped integer not null default 0,
  primary key (discussion_id, key)
);

-- What a message is in its discussion.
create table discussion_messages (
  message_id uuid primary key references messages on delete cascade,
  discussion_id uuid not null references discussions on delete cascade,
  seq integer not null,
  said jsonb not null,
  unique (discussion_id, seq)
);

create table proposals (
  discussion_id uuid not null references discussions on delete cascade,
  ref text not null,
  proposed_by text not null,
  title text not null,
  content text not null,
  amends text,
  status text not null check (status in ('open', 'superseded', 'accepted')),
  primary key (discussion_id, ref)
);

create table votes (
  discussion_id uuid not null,
  round integer not null check (round >= 1),
  proposal text not null,
  voter text not null,
  choice text not null check (choice in ('approve', 'approve_with_changes', 'reject', 'abstain')),
  confidence double precision not null check (confidence between 0 and 1),
  reason text not null,
  changes text,
  primary key (discussion_id, round, proposal, voter),
  foreign key (discussion_id, proposal) references proposals on delete cascade
);
`;
