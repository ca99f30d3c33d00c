/** What the router saved, told by calls that can be compared; turns of discussions by who spoke. */
export const spending = `
alter table model_calls add column persona text;

-- What the calls took of which it is known what the best model would have.
alter table model_usage add column compared_micros bigint not null default 0;
alter table model_usage add column persona text;

-- It was the dearest of models that nobody had rated.
update model_calls set best_micros = null where best_micros is not null;
update model_usage set best_micros = 0 where best_micros <> 0;

do $$
declare together text;
begin
  select conname into strict together from pg_constraint
    where conrelid = 'model_usage'::regclass and contype = 'u';
  execute format('alter table model_usage drop constraint %I', together);
end $$;
alter table model_usage add constraint model_usage_together
  unique nulls not distinct (day, project_id, agent_id, persona, task_id, provider, model, is_local);
`;
