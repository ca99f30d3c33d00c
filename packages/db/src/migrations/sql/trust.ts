/** What coding agents do and ask for, what people say of it, and how approved work reaches the base branch. */
export const trust = `
alter table agent_runs
  add column executor text not null default 'commands' check (executor in ('commands', 'acp', 'model')),
  add column sandbox text check (sandbox in ('sandboxed', 'restricted', 'none')),
  add column flags jsonb not null default '[]',
  add column session_id text,
  add column is_waiting boolean not null default false,
  add column transcript_seq integer not null default 0,
  -- A runner has to carry all of them.
  add column labels text[] not null default '{}';
alter table tasks add column origin jsonb;
alter table runners
  add column sandbox text check (sandbox in ('sandboxed', 'restricted', 'none')),
  add column agents jsonb not null default '[]',
  -- What it says of itself, beside the labels that it was given.
  add column own_labels text[] not null default '{}';
-- Until now a runner's own labels stood in the place of the given ones.
update runners set own_labels = labels, labels = '{}' where last_heartbeat_at is not null;
alter table artifacts drop constraint artifacts_kind_check;
alter table artifacts add constraint artifacts_kind_check check
  (kind in ('diff', 'patch', 'report', 'test_results', 'screenshot', 'log', 'terminal', 'review'));
create index artifacts_age on artifacts (created_at);
create index agent_runs_head on agent_runs (head_commit) where head_commit is not null;

-- One row holds a chunk of steps, seq to last_seq, as a JSON array.
create table agent_run_transcript (
  run_id uuid not null references agent_runs on delete cascade,
  seq integer not null,
  last_seq integer not null,
  steps text not null,
  created_at timestamptz not null default now(),
  primary key (run_id, seq)
);

create table run_permissions (
  id uuid primary key,
  project_id uuid not null references projects on delete cascade,
  task_id uuid not null references tasks on delete cascade,
  run_id uuid not null references agent_runs on delete cascade,
  tool_call_id text,
  title text not null,
  detail text not null,
  options jsonb not null,
  status text not null default 'pending' check (status in
    ('pending', 'allowed', 'denied', 'expired', 'withdrawn')),
  option_id text,
  decided_by_user_id uuid references users on delete set null,
  decided_at timestamptz,
  expires_at timestamptz not null,
  created_at timestamptz not null default clock_timestamp(),
  check ((decided_at is null) = (status = 'pending'))
);
create index run_permissions_run on run_permissions (run_id, created_at);
create index run_permissions_pending on run_permissions (project_id, created_at, id) where status = 'pending';
create index run_permissions_project on run_permissions (project_id);
create index run_permissions_task on run_permissions (task_id);

create table run_inputs (
  id uuid primary key,
  project_id uuid not null references projects on delete cascade,
  run_id uuid not null references agent_runs on delete cascade,
  text text not null,
  author_user_id uuid references users on delete set null,
  status text not null default 'queued' check (status in ('queued', 'delivered', 'refused')),
  detail text,
  created_at timestamptz not null default clock_timestamp()
);
create index run_inputs_run on run_inputs (run_id, created_at);
create index run_inputs_project on run_inputs (project_id);

create table review_comments (
  id uuid primary key,
  project_id uuid not null references projects on delete cascade,
  task_id uuid not null references tasks on delete cascade,
  run_id uuid not null references agent_runs on delete cascade,
  head_commit text,
  path text not null,
  side text not null check (side in ('old', 'new')),
  line integer not null,
  line_text text not null,
  body text not null,
  author_user_id uuid references users on delete set null,
  sent_at timestamptz,
  resolved_at timestamptz,
  resolved_by_user_id uuid references users on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index review_comments_run on review_comments (run_id, created_at);
create index review_comments_unsent on review_comments (task_id) where sent_at is null;
create index review_comments_task on review_comments (task_id);
create index review_comments_project on review_comments (project_id);

create table review_views (
  run_id uuid not null references agent_runs on delete cascade,
  user_id uuid not null references users on delete cascade,
  path text not null,
  primary key (run_id, user_id, path)
);

create table merges (
  id uuid primary key,
  project_id uuid not null references projects on delete cascade,
  task_id uuid not null references tasks on delete cascade,
  run_id uuid not null references agent_runs on delete cascade,
  repo_path text not null,
  base_branch text not null,
  head_commit text not null,
  strategy text not null check (strategy in ('ff', 'merge', 'squash')),
  target text not null check (target in ('local', 'push', 'pull_request')),
  status text not null default 'queued' check (status in
    ('queued', 'checking', 'merged', 'conflict', 'check_failed', 'failed', 'canceled')),
  detail text,
  conflicts jsonb not null default '[]',
  evidence jsonb not null default '[]',
  base_commit text,
  merged_commit text,
  pull_request jsonb,
  follow_up_task_id uuid references tasks on delete set null,
  requested_by_user_id uuid references users on delete set null,
  -- Neighbours in the queue of the same number are tried together.
  batch integer not null default 0,
  -- How often the base branch moved on while it was tried.
  overtaken integer not null default 0,
  -- The question to a runner that it waits for.
  ask_id uuid,
  -- The base branch was seen to hold merged_commit; until then that is only where it is about to go.
  has_moved boolean not null default false,
  -- How often a runner could not do its part for reasons of its own, and when it is asked again.
  obstructed integer not null default 0,
  not_before timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  started_at timestamptz,
  finished_at timestamptz,
  check ((finished_at is null) = (status in ('queued', 'checking')))
);
create index merges_open on merges (repo_path, base_branch, created_at, id) where status in ('queued', 'checking');
create index merges_project on merges (project_id, created_at desc, id desc);
create unique index merges_one_open on merges (task_id) where status in ('queued', 'checking');
create index merges_task on merges (task_id);
create index merges_follow_up on merges (follow_up_task_id) where follow_up_task_id is not null;
create index merges_run on merges (run_id);
create index merges_commit on merges (merged_commit) where merged_commit is not null;
create index merges_unsettled on merges (project_id, finished_at, id)
  where status in ('conflict', 'check_failed', 'failed') and follow_up_task_id is null;

-- A terminal that a maintainer opened; its recording is an artifact of the run.
create table terminals (
  id uuid primary key,
  project_id uuid not null references projects on delete cascade,
  run_id uuid not null references agent_runs on delete cascade,
  user_id uuid references users on delete set null,
  artifact_id uuid references artifacts on delete set null,
  session_id uuid,
  token_id uuid,
  opened_at timestamptz not null default now(),
  seen_at timestamptz not null default clock_timestamp(),
  closed_at timestamptz,
  detail text
);
create index terminals_open on terminals (seen_at) where closed_at is null;
create index terminals_artifact on terminals (artifact_id) where artifact_id is not null;
create index terminals_run on terminals (run_id);
create index terminals_project on terminals (project_id);

-- What the coding agent of a run calls the server with. It holds only while its run does, under the same lease.
create table agent_tokens (
  run_id uuid primary key references agent_runs on delete cascade,
  lease_token bigint not null,
  token_hash bytea not null unique,
  expires_at timestamptz not null,
  created_at timestamptz not null default now()
);
`;
