/** What makes a cycle cost what changed and not what exists, and what talk and the state document need more. */
export const orchestration = `
alter table tasks
  add column after text not null default 'done' check (after in ('done', 'ended', 'failed')),
  add column files text[] not null default '{}',
  add column "overlaps" text[] not null default '{}',
  -- False while it waits for another task; a cycle sets it, from task_looks.
  add column is_ready boolean not null default true,
  -- The words of its title that carry meaning; equal for open tasks that ask for the same.
  add column dedupe_key text;
update tasks set is_ready = false where status = 'queued' and exists (
  select from task_dependencies d join tasks b on b.id = d.depends_on_task_id
  where d.task_id = tasks.id and b.status <> 'done');
create index tasks_ready on tasks (project_id, assigned_agent_id, priority, created_at, id)
  where status = 'queued' and is_ready;
-- With the id at its end, so that tasks made at one moment have an order without a sort.
drop index tasks_status;
create index tasks_status on tasks (project_id, status, priority, created_at, id);
create index tasks_timed on tasks (project_id, not_before) where status = 'queued' and not_before is not null;
create index tasks_waiting on tasks (project_id, priority, created_at, id) where status = 'queued' and not is_ready;
create index tasks_live_files on tasks (project_id, updated_at desc)
  where status in ('in_progress', 'needs_review') and files <> '{}';
create index tasks_overlapping on tasks (project_id) where "overlaps" <> '{}';
create index tasks_dedupe on tasks (project_id, dedupe_key)
  where dedupe_key is not null and status in ('queued', 'in_progress', 'blocked', 'needs_review');

-- Tasks whose dependencies changed since the last cycle looked. Rows are only added and taken, so that
-- whoever changes a task locks no task that waits for it.
create table task_looks (
  project_id uuid not null references projects on delete cascade,
  task_id uuid not null,
  created_at timestamptz not null default clock_timestamp()
);
create index task_looks_project on task_looks (project_id);
insert into task_looks (project_id, task_id) select project_id, id from tasks where not is_ready;

create function look_at_dependents() returns trigger language plpgsql as $$
begin
  insert into task_looks (project_id, task_id)
    select new.project_id, d.task_id from task_dependencies d where d.depends_on_task_id = new.id;
  -- Back in the queue it says again what it waits for.
  if new.status = 'queued' and not new.is_ready then
    insert into task_looks (project_id, task_id) values (new.project_id, new.id);
  end if;
  return null;
end $$;
create trigger tasks_look_at_dependents after update of status on tasks for each row
  when (old.status is distinct from new.status) execute function look_at_dependents();

create function look_at_dependency() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    update tasks set is_ready = false where id = new.task_id and is_ready;
    insert into task_looks (project_id, task_id) select project_id, id from tasks where id = new.task_id;
  else
    insert into task_looks (project_id, task_id) select project_id, id from tasks where id = old.task_id;
  end if;
  return null;
end $$;
create trigger task_dependencies_look after insert or delete on task_dependencies for each row
  execute function look_at_dependency();

-- Tasks that nobody does are offered again when an agent comes, changes or goes.
create function look_at_unassigned() returns trigger language plpgsql as $$
begin
  insert into task_looks (project_id, task_id)
    select new.project_id, id from tasks
    where project_id = new.project_id and status = 'queued' and is_ready and assigned_agent_id is null;
  if new.removed_at is not null then
    insert into task_looks (project_id, task_id)
      select new.project_id, id from tasks
      where project_id = new.project_id and status = 'queued' and is_ready and assigned_agent_id = new.id;
  end if;
  return null;
end $$;
create trigger agents_look_at_unassigned after insert or update on agents for each row
  execute function look_at_unassigned();

-- How many tasks a project has in each status: counts plus the changes since a cycle last added them up.
-- Changes are only added, so that two tasks of one project never wait for each other here.
create table task_counts (
  project_id uuid not null references projects on delete cascade,
  status text not null,
  count bigint not null,
  primary key (project_id, status)
);
create table task_count_changes (
  project_id uuid not null references projects on delete cascade,
  status text not null,
  change integer not null
);
create index task_count_changes_project on task_count_changes (project_id);
insert into task_counts select project_id, status, count(*) from tasks group by project_id, status;

create function count_task() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    insert into task_count_changes values (new.project_id, old.status, -1), (new.project_id, new.status, 1);
  else
    insert into task_count_changes values (new.project_id, new.status, 1);
  end if;
  return null;
end $$;
create trigger tasks_count_new after insert on tasks for each row execute function count_task();
create trigger tasks_count_moved after update of status on tasks for each row
  when (old.status is distinct from new.status) execute function count_task();

alter table project_state_versions
  add column kind text not null default 'generated' check (kind in ('generated', 'edited', 'rolled_back')),
  -- As git writes it; fixed when the version is made, so that a rebuilt copy has the same commits.
  add column author text not null default 'orchestrator <orchestrator@overmind.invalid>',
  -- The project's name, description and settings at that time; what a rollback restores.
  add column settings jsonb not null default '{}';

-- Retention alone may drop old versions, and says so for its transaction.
create function refuse_state_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and (pg_trigger_depth() > 1 or current_setting('overmind.retention', true) = 'on') then
    return old;
  end if;
  raise exception 'rows of % are never changed', tg_table_name using errcode = 'OM001';
end $$;
drop trigger project_state_versions_immutable on project_state_versions;
create trigger project_state_versions_immutable before update or delete on project_state_versions
  for each row execute function refuse_state_change();

-- What was last seen of the Git copy of a project's state document.
create table project_state_copies (
  project_id uuid primary key references projects on delete cascade,
  status text not null check (status in ('in_step', 'behind', 'diverged', 'failed')),
  version integer,
  head text,
  problem text,
  -- Which version was last committed to the project's own repository, and where; null for none.
  mirrored text,
  mirror_problem text,
  checked_at timestamptz not null default now()
);

-- What a person had the relayer do, with what it was before: the way back of an undo.
create table control_acts (
  id uuid primary key,
  project_id uuid not null references projects on delete cascade,
  conversation_id uuid references conversations on delete cascade,
  request_id uuid references requests on delete cascade,
  user_id uuid references users on delete cascade,
  act text not null,
  before jsonb not null,
  undone_at timestamptz,
  created_at timestamptz not null default now()
);
create index control_acts_conversation on control_acts (conversation_id, id desc);
create index control_acts_project on control_acts (project_id);
create index control_acts_request on control_acts (request_id);
create index control_acts_user on control_acts (user_id);

alter table requests add column error text;
-- What nobody has read yet, and work that no cycle has taken in, in the order it was said.
create index requests_open on requests (conversation_id, created_at, id) where status = 'received';
create index messages_pending on messages (conversation_id, id) where requires_user_response;
`;
