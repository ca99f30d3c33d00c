/** Providers of models with their sealed keys, prompts with their experiments, the ledger of calls and its budgets. */
export const models = `
create table model_providers (
  name text primary key check (name ~ '^[a-z0-9][a-z0-9_-]{0,63}$'),
  kind text not null check (kind in ('ollama', 'openrouter', 'anthropic', 'openai', 'openai_compatible')),
  -- The kind's own address where there is none.
  base_url text,
  -- An administrator said that it stands on this machine or in the own network.
  is_local boolean not null default false,
  is_enabled boolean not null default true,
  limits jsonb not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create trigger model_providers_touch before update on model_providers
  for each row execute function touch_updated_at();

-- Sealed with a key that no database ever holds.
create table provider_keys (
  provider text primary key references model_providers on delete cascade,
  master_key_id text not null,
  nonce bytea not null,
  sealed bytea not null,
  last_four text,
  set_by_user_id uuid references users on delete set null,
  set_at timestamptz not null default now()
);

-- The one row of what holds for all projects.
create table model_settings (
  id boolean primary key default true check (id),
  budgets jsonb not null default '{}',
  version integer not null default 1,
  updated_at timestamptz not null default now()
);
insert into model_settings default values;
create trigger model_settings_touch before update on model_settings
  for each row execute function touch_updated_at();

create table prompt_templates (
  id uuid primary key,
  key text not null unique check (key ~ '^[a-z][a-z0-9_.-]{0,79}$'),
  title text not null,
  description text not null default '',
  active_version integer not null default 1,
  latest_version integer not null default 1,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create trigger prompt_templates_touch before update on prompt_templates
  for each row execute function touch_updated_at();

create table prompt_versions (
  id uuid primary key,
  template_id uuid not null references prompt_templates on delete cascade,
  version integer not null check (version >= 1),
  system text not null,
  body text not null,
  variables jsonb not null,
  note text not null default '',
  created_by_user_id uuid references users on delete set null,
  created_at timestamptz not null default now(),
  unique (template_id, version)
);
create trigger prompt_versions_immutable before update or delete on prompt_versions
  for each row execute function refuse_change();

create table prompt_experiments (
  id uuid primary key,
  template_id uuid not null references prompt_templates on delete cascade,
  name text not null,
  status text not null default 'draft' check (status in ('draft', 'running', 'stopped')),
  created_by_user_id uuid references users on delete set null,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  stopped_at timestamptz
);
create index prompt_experiments_template on prompt_experiments (template_id, id desc);
create unique index prompt_experiments_one_running on prompt_experiments (template_id) where status = 'running';

create table prompt_arms (
  experiment_id uuid not null references prompt_experiments on delete cascade,
  name text not null,
  prompt_version integer not null,
  weight integer not null check (weight between 1 and 1000),
  subjects bigint not null default 0,
  accepted_count bigint not null default 0,
  accepted_sum bigint not null default 0,
  retried_count bigint not null default 0,
  retried_sum bigint not null default 0,
  cost_count bigint not null default 0,
  cost_sum bigint not null default 0,
  rating_count bigint not null default 0,
  rating_sum bigint not null default 0,
  primary key (experiment_id, name)
);

-- Which arm a subject was given, once and for all.
create table prompt_assignments (
  experiment_id uuid not null,
  subject text not null,
  arm text not null,
  assigned_at timestamptz not null default now(),
  primary key (experiment_id, subject),
  foreign key (experiment_id, arm) references prompt_arms on delete cascade
);

-- What came of it; the sums of an arm are of these.
create table prompt_outcomes (
  id uuid primary key,
  experiment_id uuid not null,
  subject text not null,
  measure text not null check (measure in ('accepted', 'retried', 'cost', 'rating')),
  value bigint not null check (value >= 0),
  created_at timestamptz not null default now(),
  foreign key (experiment_id, subject) references prompt_assignments on delete cascade
);
create index prompt_outcomes_subject on prompt_outcomes (experiment_id, subject);

-- The ledger: one row a call, whatever became of it.
create table model_calls (
  id uuid primary key,
  project_id uuid references projects on delete cascade,
  task_id uuid references tasks on delete cascade,
  agent_id uuid references agents on delete set null,
  run_id uuid references agent_runs on delete cascade,
  discussion_id uuid references conversations on delete set null,
  spec_id uuid,
  purpose text not null,
  -- Of the model that answered, else of the last one that was asked.
  provider text,
  model text,
  is_local boolean,
  status text not null check (status in ('ok', 'failed', 'aborted')),
  reason text,
  input_tokens bigint not null,
  output_tokens bigint not null,
  cached_tokens bigint not null,
  cost_micros bigint check (cost_micros >= 0),
  cost_source text not null check (cost_source in ('reported', 'computed', 'estimated', 'unknown')),
  -- What the answer out of the cache would have cost, and what the best model would have.
  saved_micros bigint,
  best_micros bigint,
  latency_ms bigint not null,
  is_cache_hit boolean not null,
  chain jsonb not null,
  -- Why these models, in this order, and with what warnings.
  routing jsonb not null,
  prompt_version_id uuid references prompt_versions on delete set null,
  experiment_id uuid references prompt_experiments on delete set null,
  arm text,
  started_at timestamptz not null,
  created_at timestamptz not null default now()
);
create index model_calls_project on model_calls (project_id, id desc);
create index model_calls_task on model_calls (task_id, id desc) where task_id is not null;
create index model_calls_run on model_calls (run_id, id desc) where run_id is not null;
create index model_calls_agent on model_calls (agent_id) where agent_id is not null;
create index model_calls_discussion on model_calls (discussion_id) where discussion_id is not null;
create index model_calls_prompt on model_calls (prompt_version_id) where prompt_version_id is not null;
create index model_calls_experiment on model_calls (experiment_id) where experiment_id is not null;

-- The ledger by day, summed in the transaction that adds to it.
create table model_usage (
  day date not null,
  project_id uuid references projects on delete cascade,
  agent_id uuid,
  task_id uuid,
  provider text,
  model text,
  is_local boolean,
  calls bigint not null default 0,
  failures bigint not null default 0,
  cache_hits bigint not null default 0,
  input_tokens bigint not null default 0,
  output_tokens bigint not null default 0,
  cached_tokens bigint not null default 0,
  cost_micros bigint not null default 0,
  saved_micros bigint not null default 0,
  best_micros bigint not null default 0,
  latency_ms bigint not null default 0,
  unique nulls not distinct (day, project_id, agent_id, task_id, provider, model, is_local)
);
create index model_usage_project on model_usage (project_id, day);

-- What was spent under each budget; whoever is about to spend holds the row.
create table budget_counters (
  scope text primary key,
  project_id uuid references projects on delete cascade,
  day date,
  spent_micros bigint not null default 0,
  -- The soft limit of which was warned, so that it is warned of once.
  warned_micros bigint,
  warned_at timestamptz
);
create index budget_counters_project on budget_counters (project_id);
create index budget_counters_day on budget_counters (day) where day is not null;

-- What a call may come to cost while it runs. One past its time counts no more.
create table budget_holds (
  call_id uuid not null,
  scope text not null references budget_counters on delete cascade,
  amount_micros bigint not null check (amount_micros >= 0),
  expires_at timestamptz not null,
  primary key (call_id, scope)
);
create index budget_holds_scope on budget_holds (scope, expires_at);
create index budget_holds_expired on budget_holds (expires_at);
`;
