/** What prompts were asked for with, to try other versions on; and the turn of a discussion that a call was for. */
export const promptInputs = `
alter table model_calls add column discussion_turn integer;

-- Ids of calls tell nothing of when they began.
drop index model_calls_project;
drop index model_calls_task;
drop index model_calls_run;
drop index model_calls_discussion;
create index model_calls_project on model_calls (project_id, started_at desc, id desc);
create index model_calls_task on model_calls (task_id, started_at desc, id desc) where task_id is not null;
create index model_calls_run on model_calls (run_id, started_at desc, id desc) where run_id is not null;
create index model_calls_discussion on model_calls (discussion_id, discussion_turn, started_at desc, id desc)
  where discussion_id is not null;

-- Goes with its call.
create table prompt_inputs (
  call_id uuid primary key references model_calls on delete cascade,
  template_id uuid not null references prompt_templates on delete cascade,
  project_id uuid references projects on delete cascade,
  given jsonb not null,
  is_cut boolean not null,
  started_at timestamptz not null
);
create index prompt_inputs_template on prompt_inputs (template_id, started_at desc, call_id desc);
create index prompt_inputs_project on prompt_inputs (project_id, template_id, started_at desc, call_id desc)
  where project_id is not null;
`;
