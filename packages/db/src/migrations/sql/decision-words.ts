/** The words that tasks go back to, also those that made a decision of a discussion into tasks. */
export const decisionWords = `
-- The message that the tasks of its decision were asked for with, which may be gone.
alter table discussions add column decision_message_id uuid;
create index discussions_decision_message on discussions (decision_message_id)
  where decision_message_id is not null;

create or replace view task_origins (id, message_id) as
  select t.id, q.message_id from tasks t join requests q on q.id = t.request_id where q.message_id is not null
  union all
  select t.id, d.origin_message_id from tasks t join discussions d on d.request_id = t.request_id
  where d.origin_message_id is not null
  union all
  select t.id, d.decision_message_id from tasks t join discussions d on d.request_id = t.request_id
  where d.decision_message_id is not null;
`;
