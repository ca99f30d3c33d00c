/** What came of a subject is entered for each experiment that it is in; what a discussion said goes with it. */
export const promptPlaces = `
create index prompt_assignments_subject on prompt_assignments (subject);

create function drop_prompt_input() returns trigger language plpgsql as $$
begin
  delete from prompt_inputs where call_id = new.id;
  return null;
end $$;
create trigger model_calls_drop_input after update of discussion_id on model_calls
  for each row when (old.discussion_id is not null and new.discussion_id is null)
  execute function drop_prompt_input();
`;
