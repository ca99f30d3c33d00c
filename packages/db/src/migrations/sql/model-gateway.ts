/** What the server knows of the models that it can call, the answers that it keeps, and downloads of models. */
export const modelGateway = `
-- For how long Ollama holds a model in memory after a call; its own default where there is none.
alter table model_providers add column keep_alive text;

-- Where the key goes, and nowhere else; of keys from before, the address that was stored with them.
alter table provider_keys add column origin text;

-- What a provider said of itself when it was last asked. Its models are those of its last answer.
create table provider_states (
  provider text primary key,
  -- Another address makes all of it void.
  endpoint text not null,
  status text not null check (status in ('up', 'down')),
  status_since timestamptz not null default now(),
  checked_at timestamptz not null default now(),
  latency_ms integer,
  error text,
  listed_at timestamptz,
  models jsonb not null default '[]'
);

-- What people say of a model; it goes before what its provider says.
create table model_overrides (
  provider text not null,
  model text not null,
  settings jsonb not null,
  version integer not null default 1,
  updated_at timestamptz not null default now(),
  primary key (provider, model)
);
create trigger model_overrides_touch before update on model_overrides
  for each row execute function touch_updated_at();

-- Answers to calls that were marked deterministic; each is seen by its own project only.
create table model_answers (
  key text not null,
  project_id uuid references projects on delete cascade,
  -- JSON that no jsonb could hold: models may write any character.
  answer text not null,
  size_bytes integer not null,
  created_at timestamptz not null default now(),
  unique nulls not distinct (project_id, key)
);
create index model_answers_created on model_answers (created_at);

create table model_pulls (
  id uuid primary key,
  provider text not null,
  model text not null,
  status text not null default 'queued'
    check (status in ('queued', 'running', 'completed', 'failed', 'canceled')),
  -- What the provider does at the moment, in its words.
  step text,
  total_bytes bigint,
  completed_bytes bigint,
  error text,
  requested_by_user_id uuid references users on delete set null,
  -- Who pulls says so again and again; one that fell silent is taken up by another.
  worker_id uuid,
  alive_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  finished_at timestamptz
);
create unique index model_pulls_one_at_a_time on model_pulls (provider, model)
  where status in ('queued', 'running');
create index model_pulls_provider on model_pulls (provider, id desc);
create index model_pulls_alive on model_pulls (alive_at) where status in ('queued', 'running');
create index model_pulls_finished on model_pulls (finished_at) where finished_at is not null;
`;
