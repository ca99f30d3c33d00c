/**
 * An import writes rows as they once were, not as they come to be. What these triggers keep is checked by the
 * import itself (queries/archive), which says so with `overmind.import` for its one transaction.
 */
export const importing = `
create function is_importing() returns boolean language sql stable as $$
  select current_setting('overmind.import', true) is not distinct from 'on'
$$;

drop trigger tasks_begin on tasks;
create trigger tasks_begin before insert on tasks
  for each row when (not is_importing()) execute function check_new_task();
drop trigger tasks_blocked_reason on tasks;
create constraint trigger tasks_blocked_reason after insert or update of status on tasks
  deferrable initially deferred for each row when (new.status = 'blocked' and not is_importing())
  execute function check_blocked_reason();
drop trigger tasks_count_new on tasks;
create trigger tasks_count_new after insert on tasks
  for each row when (not is_importing()) execute function count_task();

drop trigger agent_runs_begin on agent_runs;
create trigger agent_runs_begin before insert on agent_runs
  for each row when (not is_importing()) execute function check_new_run();
drop trigger agent_runs_eligible on agent_runs;
create trigger agent_runs_eligible before insert on agent_runs
  for each row when (not is_importing()) execute function check_run_is_eligible();

drop trigger task_dependencies_acyclic on task_dependencies;
create trigger task_dependencies_acyclic before insert on task_dependencies
  for each row when (not is_importing()) execute function refuse_dependency_circle();
drop trigger task_dependencies_look on task_dependencies;
create trigger task_dependencies_look after insert or delete on task_dependencies
  for each row when (not is_importing()) execute function look_at_dependency();

-- A row may come in before the one that it belongs to.
alter table tasks alter constraint tasks_parent_task_id_fkey deferrable initially immediate;
alter table messages alter constraint messages_parent_message_id_fkey deferrable initially immediate;
`;
