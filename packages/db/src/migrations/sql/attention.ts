/** What the inbox and the reconciler go by: since when a task stands where it stands, and which runners were there. */
export const attention = `
alter table tasks add column status_since timestamptz not null default now();
alter table tasks disable trigger user;
update tasks set status_since = updated_at;
alter table tasks enable trigger user;
create function note_status_since() returns trigger language plpgsql as $$
begin
  new.status_since = clock_timestamp();
  return new;
end $$;
create trigger tasks_status_since before update of status on tasks for each row
  when (old.status is distinct from new.status) execute function note_status_since();
create index tasks_attention on tasks (project_id, status_since, id)
  where status in ('needs_review', 'failed', 'blocked');
create index tasks_in_progress on tasks (id) where status = 'in_progress';

-- The runners that were online when a worker last looked, so that one of many workers acts on a change.
alter table installation add column online_runners uuid[] not null default '{}';

create function check_run_is_eligible() returns trigger language plpgsql as $$
begin
  -- The other conditions may be met and then no longer be; a task that waits until others are done is held to it.
  if exists (select from tasks t join task_dependencies d on d.task_id = t.id
    join tasks b on b.id = d.depends_on_task_id
    where t.id = new.task_id and t.after = 'done' and b.status <> 'done') then
    raise exception 'a task runs only after those it waits for'
      using errcode = 'OM001', constraint = 'task.dependencies_unfinished';
  end if;
  return new;
end $$;
create trigger agent_runs_eligible before insert on agent_runs
  for each row execute function check_run_is_eligible();
`;
