/** The words that tasks go back to, also by way of a discussion. */
export const taskOrigins = `
-- The message that a discussion was asked for with, which may be gone.
alter table discussions add column origin_message_id uuid;
-- The first answer that leads to a discussion, in the chat that it was asked for in, is the one to that message.
update discussions d set origin_message_id = (
  select m.parent_message_id from messages m
  where m.conversation_id = d.origin_conversation_id and m.role = 'relayer'
    and m.links ->> 'discussion_id' = d.id::text
  order by m.id limit 1)
where d.origin_conversation_id is not null;
create index discussions_origin_message on discussions (origin_message_id) where origin_message_id is not null;

create view task_origins (id, message_id) as
  select t.id, q.message_id from tasks t join requests q on q.id = t.request_id where q.message_id is not null
  union all
  select t.id, d.origin_message_id from tasks t join discussions d on d.request_id = t.request_id
  where d.origin_message_id is not null;
`;
