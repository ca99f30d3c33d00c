export const execution = `
create sequence lease_tokens;

create table agent_runs (
  id uuid primary key,
  project_id uuid not null references projects on delete cascade,
  agent_id uuid not null references agents on delete cascade,
  task_id uuid not null references tasks on delete cascade,
  runner_id uuid references runners on delete set null,
  attempt integer not null,
  status text not null default 'queued' check (status in
    ('queued', 'started', 'streaming', 'completed', 'failed', 'timed_out', 'canceled')),
  reason text,
  status_detail text,
  lease_token bigint,
  lease_expires_at timestamptz,
  payload jsonb not null,
  repo_path text not null,
  branch text,
  base_commit text,
  head_commit text,
  steps jsonb not null default '[]',
  evidence jsonb not null default '[]',
  exit_code integer,
  summary text,
  metrics jsonb not null default '{}',
  log_seq integer not null default 0,
  cancel_requested_at timestamptz,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  unique (task_id, attempt),
  check ((finished_at is null) = (status in ('queued', 'started', 'streaming')))
);
create unique index agent_runs_one_live on agent_runs (task_id)
  where status in ('queued', 'started', 'streaming');
create index agent_runs_agent on agent_runs (agent_id);
create index agent_runs_queued on agent_runs (created_at) where status = 'queued';
create index agent_runs_leased on agent_runs (lease_expires_at) where status in ('started', 'streaming');
create index agent_runs_live on agent_runs (project_id) where status in ('queued', 'started', 'streaming');
create index agent_runs_project on agent_runs (project_id, created_at desc, id desc);
create index agent_runs_runner on agent_runs (runner_id) where status in ('started', 'streaming');
create index agent_runs_ended on agent_runs (project_id, finished_at desc)
  where finished_at is not null;

-- One row holds a chunk of lines, seq to last_seq, as a JSON array of [stream, epoch ms, message].
create table agent_run_logs (
  run_id uuid not null references agent_runs on delete cascade,
  seq integer not null,
  last_seq integer not null,
  lines text not null,
  created_at timestamptz not null default now(),
  primary key (run_id, seq)
);

create table artifacts (
  id uuid primary key,
  project_id uuid not null references projects on delete cascade,
  task_id uuid not null references tasks on delete cascade,
  run_id uuid not null references agent_runs on delete cascade,
  kind text not null check (kind in ('diff', 'patch', 'report', 'test_results', 'screenshot', 'log')),
  name text not null,
  storage_path text not null,
  size_bytes bigint not null,
  sha256 text not null,
  mime_type text not null,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  unique (run_id, kind, name)
);
create index artifacts_project on artifacts (project_id);
create index artifacts_task on artifacts (task_id);

-- A question to whichever runner holds a path, answered through whichever node it is connected to.
create table runner_asks (
  id uuid primary key,
  runner_id uuid not null references runners on delete cascade,
  question jsonb not null,
  answer jsonb,
  expires_at timestamptz not null
);
`;
