export const identity = `
create function touch_updated_at() returns trigger language plpgsql as $$
begin
  new.updated_at = now();
  return new;
end $$;

create function refuse_change() returns trigger language plpgsql as $$
begin
  -- Depth 1 is a statement of ours; deeper is a cascade from the project that owns the row.
  if tg_op = 'DELETE' and pg_trigger_depth() > 1 then return old; end if;
  raise exception 'rows of % are never changed', tg_table_name using errcode = 'OM001';
end $$;

create table installation (
  id boolean primary key default true check (id),
  epoch uuid not null,
  apis_alive_at timestamptz not null default now()
);

create table users (
  id uuid primary key,
  email text not null,
  password_hash text not null,
  display_name text not null,
  is_admin boolean not null default false,
  is_active boolean not null default true,
  created_at timestamptz not null default now()
);
create unique index users_email on users (lower(email));

create table setup_tokens (
  token_hash bytea primary key,
  expires_at timestamptz not null
);

create table sessions (
  id uuid primary key,
  user_id uuid not null references users on delete cascade,
  token_hash bytea not null unique,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  user_agent text
);
create index sessions_user on sessions (user_id, created_at desc);

create table login_failures (
  account text not null,
  address text not null,
  created_at timestamptz not null default now()
);
create index login_failures_recent on login_failures (account, address, created_at);

create table projects (
  id uuid primary key,
  key text not null unique,
  name text not null,
  description text not null default '',
  default_repo_path text,
  settings jsonb not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  archived_at timestamptz
);
create trigger projects_touch before update on projects for each row execute function touch_updated_at();

-- Apart from projects: locked last by every change, so that events are numbered in commit order.
create table project_counters (
  project_id uuid primary key references projects on delete cascade,
  event_seq bigint not null default 0
) with (fillfactor = 50);

-- Apart from the events: locked first by whoever adds a task, long before its events are numbered.
create table project_task_counters (
  project_id uuid primary key references projects on delete cascade,
  task_number integer not null default 0
) with (fillfactor = 50);

create table project_members (
  project_id uuid not null references projects on delete cascade,
  user_id uuid not null references users on delete cascade,
  role text not null check (role in ('owner', 'maintainer', 'operator', 'viewer')),
  created_at timestamptz not null default now(),
  primary key (project_id, user_id)
);
create index project_members_user on project_members (user_id);

create table runners (
  id uuid primary key,
  name text not null unique,
  labels text[] not null default '{}',
  version text,
  platform text,
  capacity integer not null default 1,
  allowed_roots text[] not null default '{}',
  is_draining boolean not null default false,
  last_heartbeat_at timestamptz,
  disconnected_at timestamptz,
  revoked_at timestamptz,
  created_at timestamptz not null default now()
);

create table api_tokens (
  id uuid primary key,
  user_id uuid references users on delete cascade,
  runner_id uuid references runners on delete cascade,
  kind text not null check (kind in ('personal', 'runner')),
  name text not null,
  scopes text[] not null default '{}',
  project_id uuid references projects on delete cascade,
  token_hash bytea not null unique,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  expires_at timestamptz,
  revoked_at timestamptz,
  check ((kind = 'personal') = (user_id is not null)),
  check ((kind = 'runner') = (runner_id is not null))
);
create index api_tokens_user on api_tokens (user_id, created_at desc);

create table audit_log (
  id uuid primary key,
  actor text not null,
  address text,
  action text not null,
  entity_id uuid,
  project_id uuid,
  detail jsonb not null default '{}',
  created_at timestamptz not null default now()
);
create index audit_log_project on audit_log (project_id, created_at desc);
create trigger audit_log_append_only before update or delete on audit_log
  for each row execute function refuse_change();

create table idempotency_keys (
  principal text not null,
  key text not null,
  fingerprint bytea not null,
  result jsonb,
  created_at timestamptz not null default now(),
  primary key (principal, key)
);
create index idempotency_keys_age on idempotency_keys (created_at);
`;
