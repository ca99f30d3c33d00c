/** The hard rules of the task lifecycle, kept here too so that no path around the domain can break them. */
export const lifecycle = `
create function check_task_status() returns trigger language plpgsql as $$
begin
  if new.status = old.status then return new; end if;
  if not ((old.status, new.status) in (
    ('queued', 'in_progress'), ('queued', 'blocked'), ('queued', 'canceled'),
    ('blocked', 'queued'), ('blocked', 'canceled'),
    ('in_progress', 'needs_review'), ('in_progress', 'failed'), ('in_progress', 'queued'),
    ('in_progress', 'canceled'),
    ('needs_review', 'done'), ('needs_review', 'queued'), ('needs_review', 'canceled'),
    ('failed', 'queued'), ('failed', 'canceled')
  )) then
    raise exception 'a task cannot go from % to %', old.status, new.status
      using errcode = 'OM001', constraint = 'task.transition';
  end if;
  if new.status = 'done' and not exists
    (select from agent_runs where task_id = new.id and status = 'completed') then
    raise exception 'a task is done only after a successful run'
      using errcode = 'OM001', constraint = 'task.done_needs_successful_run';
  end if;
  if new.status = 'in_progress' then
    if not exists (select from agents where id = new.assigned_agent_id and is_enabled) then
      raise exception 'a task is never given to a disabled agent'
        using errcode = 'OM001', constraint = 'task.agent_disabled';
    end if;
    if not exists (select from agent_runs where task_id = new.id and status in ('started', 'streaming')) then
      raise exception 'a task is in progress only with a live run'
        using errcode = 'OM001', constraint = 'task.in_progress_needs_run';
    end if;
  else
    if exists (select from agent_runs where task_id = new.id
      and status in ('queued', 'started', 'streaming')) then
      raise exception 'a task that changes its status leaves no live run behind'
        using errcode = 'OM001', constraint = 'task.live_run';
    end if;
    if old.status = 'in_progress' and new.status = 'queued' and not exists (select from agent_runs
      where id = new.latest_run_id and reason in ('lost', 'released')) then
      raise exception 'only a lost run puts its task back in the queue'
        using errcode = 'OM001', constraint = 'task.transition';
    end if;
  end if;
  return new;
end $$;
create trigger tasks_lifecycle before update of status on tasks
  for each row execute function check_task_status();

create function check_new_task() returns trigger language plpgsql as $$
begin
  if new.status not in ('queued', 'blocked') then
    raise exception 'a task begins as queued or blocked'
      using errcode = 'OM001', constraint = 'task.transition';
  end if;
  return new;
end $$;
create trigger tasks_begin before insert on tasks for each row execute function check_new_task();

create function check_blocked_reason() returns trigger language plpgsql as $$
begin
  if not exists (select from task_events where task_id = new.id and event_type = 'status_changed'
    and payload ->> 'to' = 'blocked' and coalesce(payload ->> 'reason', '') <> ''
    and created_at = now()) then
    raise exception 'a blocked task comes with an event that says why'
      using errcode = 'OM001', constraint = 'task.blocked_needs_reason';
  end if;
  return null;
end $$;
create constraint trigger tasks_blocked_reason after insert or update of status on tasks
  deferrable initially deferred for each row when (new.status = 'blocked')
  execute function check_blocked_reason();

create function check_new_run() returns trigger language plpgsql as $$
begin
  if new.status <> 'queued' then
    raise exception 'a run begins as queued'
      using errcode = 'OM001', constraint = 'run.transition';
  end if;
  -- Locked, so that a change of task or agent in another transaction comes before the run or after it.
  perform from tasks where id = new.task_id and status = 'queued' for no key update;
  if not found then
    raise exception 'a run starts only from queued'
      using errcode = 'OM001', constraint = 'task.run_starts_from_queued';
  end if;
  perform from agents where id = new.agent_id and is_enabled for share;
  if not found then
    raise exception 'a task is never given to a disabled agent'
      using errcode = 'OM001', constraint = 'task.agent_disabled';
  end if;
  return new;
end $$;
create trigger agent_runs_begin before insert on agent_runs for each row execute function check_new_run();

create function check_run_status() returns trigger language plpgsql as $$
begin
  if old.finished_at is not null then
    raise exception 'an ended run stays as it ended'
      using errcode = 'OM001', constraint = 'run.final';
  end if;
  if (old.status <> 'queued' and new.status = 'queued') or (old.status = 'queued' and new.status = 'completed') then
    raise exception 'a run cannot go from % to %', old.status, new.status
      using errcode = 'OM001', constraint = 'run.transition';
  end if;
  return new;
end $$;
create trigger agent_runs_lifecycle before update of status, finished_at on agent_runs
  for each row execute function check_run_status();

create function refuse_dependency_circle() returns trigger language plpgsql as $$
declare
  project uuid;
begin
  select project_id into project from tasks where id = new.task_id;
  if project is distinct from (select project_id from tasks where id = new.depends_on_task_id) then
    raise exception 'a task depends only on tasks of its own project'
      using errcode = 'OM001', constraint = 'task.dependency_project';
  end if;
  -- Two transactions could each add half a circle.
  perform pg_advisory_xact_lock(hashtextextended('dependencies:' || project, 0));
  if exists (
    with recursive reached(id) as (
      select new.depends_on_task_id
      union
      select d.depends_on_task_id from task_dependencies d join reached r on d.task_id = r.id
    ) select from reached where id = new.task_id
  ) then
    raise exception 'these dependencies would form a circle'
      using errcode = 'OM001', constraint = 'task.dependency_cycle';
  end if;
  return new;
end $$;
create trigger task_dependencies_acyclic before insert on task_dependencies
  for each row execute function refuse_dependency_circle();
`;
