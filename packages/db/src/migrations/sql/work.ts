export const work = `
create table agents (
  id uuid primary key,
  project_id uuid not null references projects on delete cascade,
  name text not null,
  role text not null,
  type text not null check (type in ('cloud', 'local')),
  is_enabled boolean not null default true,
  config jsonb not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  removed_at timestamptz
);
-- A removed agent stays for the history of its runs; its name is free again.
create unique index agents_name on agents (project_id, name) where removed_at is null;
create index agents_project on agents (project_id);
create trigger agents_touch before update on agents for each row execute function touch_updated_at();

create table conversations (
  id uuid primary key,
  project_id uuid not null references projects on delete cascade,
  kind text not null check (kind in ('chat', 'discussion')),
  title text not null,
  mode text not null check (mode in ('text', 'voice')),
  created_by_user_id uuid references users on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  archived_at timestamptz
);
create index conversations_project on conversations (project_id, created_at desc, id desc);
create trigger conversations_touch before update on conversations
  for each row execute function touch_updated_at();

create table orchestrator_cycles (
  id uuid primary key,
  project_id uuid not null references projects on delete cascade,
  mode text not null check (mode in ('incremental', 'full')),
  state text not null check (state in ('cycle.queued', 'cycle.started', 'cycle.loaded_state',
    'cycle.validated_state', 'cycle.ingested_inputs', 'cycle.planned_tasks', 'cycle.scheduled_runs',
    'cycle.updated_state', 'cycle.completed', 'cycle.failed')),
  trigger text not null check (trigger in ('button', 'input', 'run_finished', 'timer', 'command')),
  counts jsonb not null default '{}',
  error text,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz
);
create index orchestrator_cycles_project on orchestrator_cycles (project_id, created_at desc, id desc);
create index orchestrator_cycles_open on orchestrator_cycles (project_id)
  where state not in ('cycle.completed', 'cycle.failed');
create unique index orchestrator_cycles_one_waits on orchestrator_cycles (project_id)
  where state = 'cycle.queued';
create unique index orchestrator_cycles_one_runs on orchestrator_cycles (project_id)
  where state not in ('cycle.queued', 'cycle.completed', 'cycle.failed');

create table project_state_versions (
  id uuid primary key,
  project_id uuid not null references projects on delete cascade,
  version integer not null,
  state_format text not null check (state_format in ('yaml', 'json')),
  content text not null,
  content_hash text not null,
  created_by_user_id uuid references users on delete set null,
  cycle_id uuid references orchestrator_cycles on delete set null,
  reason text not null,
  created_at timestamptz not null default now(),
  unique (project_id, version)
);
create index project_state_versions_latest on project_state_versions (project_id, version desc);
create index project_state_versions_hash on project_state_versions (project_id, content_hash);
create index project_state_versions_cycle on project_state_versions (cycle_id) where cycle_id is not null;

create table requests (
  id uuid primary key,
  project_id uuid not null references projects on delete cascade,
  source text not null check (source in
    ('chat', 'voice', 'api', 'webhook', 'discovery', 'discussion', 'spec')),
  conversation_id uuid references conversations on delete set null,
  message_id uuid,
  text text not null,
  intent text,
  hints jsonb not null default '{}',
  status text not null check (status in
    ('received', 'planned', 'answered', 'needs_clarification', 'rejected')),
  created_by_user_id uuid references users on delete set null,
  created_at timestamptz not null default now()
);
create index requests_conversation on requests (conversation_id, created_at desc, id desc);
create index requests_project on requests (project_id);
create index requests_waiting on requests (project_id, created_at) where status = 'received';

create table tasks (
  id uuid primary key,
  project_id uuid not null references projects on delete cascade,
  number integer not null,
  key text not null,
  request_id uuid references requests on delete set null,
  parent_task_id uuid references tasks on delete set null,
  spec_id uuid,
  title text not null,
  description text not null default '',
  acceptance_criteria jsonb not null default '[]',
  type text not null check (type in ('code_change', 'test', 'review', 'doc', 'research', 'infra')),
  phase text,
  priority smallint not null check (priority between 1 and 5),
  status text not null default 'queued' check (status in
    ('queued', 'in_progress', 'blocked', 'needs_review', 'done', 'failed', 'canceled')),
  status_reason text,
  assigned_agent_id uuid references agents on delete set null,
  latest_run_id uuid,
  requested_by text not null check (requested_by in
    ('voice', 'chat', 'api', 'webhook', 'discovery', 'spec')),
  created_by_user_id uuid references users on delete set null,
  not_before timestamptz,
  attempts integer not null default 0,
  losses integer not null default 0,
  due_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (project_id, number)
);
create index tasks_status on tasks (project_id, status, priority, created_at);
create index tasks_priority on tasks (project_id, priority, created_at, id);
create index tasks_recent on tasks (project_id, updated_at desc);
create index tasks_queued on tasks (project_id, priority, created_at) where status = 'queued';
create index tasks_request on tasks (request_id) where request_id is not null;
create index tasks_parent on tasks (parent_task_id) where parent_task_id is not null;
create index tasks_agent on tasks (assigned_agent_id) where assigned_agent_id is not null;
create trigger tasks_touch before update on tasks for each row execute function touch_updated_at();

create table task_dependencies (
  task_id uuid not null references tasks on delete cascade,
  depends_on_task_id uuid not null references tasks on delete cascade,
  primary key (task_id, depends_on_task_id),
  check (task_id <> depends_on_task_id)
);
create index task_dependencies_dependents on task_dependencies (depends_on_task_id);

create table task_events (
  id uuid primary key,
  task_id uuid not null references tasks on delete cascade,
  event_type text not null check (event_type in
    ('created', 'status_changed', 'log', 'artifact', 'error', 'comment', 'dependency', 'intervention')),
  payload jsonb not null default '{}',
  actor text not null,
  created_at timestamptz not null default now()
);
create index task_events_task on task_events (task_id, id);
`;
