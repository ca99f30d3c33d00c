/** Tasks are found by their criteria and comments too, and runs by why they ended. */
export const foundWork = `
-- What a task says beside its title: what is asked for, how it is told to be done, and what was said of it, the latest first.
create function task_text(of_task uuid) returns text language sql stable as $$
  select left(concat_ws(E'\\n', nullif(t.description, ''),
      (select string_agg(criterion, E'\\n' order by place)
        from jsonb_array_elements_text(t.acceptance_criteria) with ordinality as criteria (criterion, place)),
      (select string_agg(comment, E'\\n' order by id desc) from
        (select id, payload->>'comment' as comment from task_events
          where task_id = t.id and event_type = 'comment' order by id desc limit 200) latest)), 100000)
  from tasks t where t.id = of_task
$$;
-- A detail often begins with the summary.
create function run_text(summary text, detail text, reason text) returns text language sql immutable as $$
  select concat_ws(' ', case when position(summary in coalesce(detail, '')) = 0 then summary end, detail,
    replace(reason, '_', ' '))
$$;

-- Who comments does not hold the task: of two that write its entry at once, the later has to see what the other wrote.
create function put_task_entry_of(of_task uuid) returns void language plpgsql as $$ begin
  perform from search_entries where entity_id = of_task for update;
  perform put_search_entry(t.id, t.project_id, 'task', t.assigned_agent_id, t.created_at,
    t.key || ' ' || t.title || ' ' || task_text(t.id)) from tasks t where t.id = of_task;
end $$;
create or replace function put_task_entry() returns trigger language plpgsql as $$ begin
  perform put_task_entry_of(new.id);
  return null;
end $$;
create function put_entry_of_comment() returns trigger language plpgsql as $$ begin
  perform put_task_entry_of(new.task_id);
  return null;
end $$;
create or replace function put_run_entry() returns trigger language plpgsql as $$ begin
  perform put_search_entry(new.id, new.project_id, 'run', new.agent_id, new.finished_at,
    run_text(new.summary, new.status_detail, new.reason));
  return null;
end $$;

drop trigger tasks_search_changed on tasks;
create trigger tasks_search_changed
  after update of key, title, description, acceptance_criteria, assigned_agent_id on tasks
  for each row when ((old.key, old.title, old.description, old.acceptance_criteria, old.assigned_agent_id)
    is distinct from (new.key, new.title, new.description, new.acceptance_criteria, new.assigned_agent_id))
  execute function put_task_entry();
create trigger task_comments_search after insert on task_events
  for each row when (new.event_type = 'comment') execute function put_entry_of_comment();
drop trigger runs_search_changed on agent_runs;
create trigger runs_search_changed after update of summary, status_detail, reason, finished_at on agent_runs
  for each row when (new.finished_at is not null and (old.summary, old.status_detail, old.reason, old.finished_at)
    is distinct from (new.summary, new.status_detail, new.reason, new.finished_at))
  execute function put_run_entry();

select put_task_entry_of(t.id) from tasks t where acceptance_criteria <> '[]'
  or exists (select from task_events e where e.task_id = t.id and e.event_type = 'comment');
select put_search_entry(id, project_id, 'run', agent_id, finished_at, run_text(summary, status_detail, reason))
  from agent_runs where finished_at is not null and reason is not null;
`;
