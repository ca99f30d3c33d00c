/** Search by who said it in a discussion: personas are no agents. */
export const searchSenders = `
-- The key of the persona that said it in a discussion. What is said in chats, and what people say, has none.
alter table search_entries add column sender text;

create or replace function put_message_entry() returns trigger language plpgsql as $$ begin
  insert into search_entries
    (entity_id, project_id, kind, agent_id, happened_at, words, is_discussed, sender)
  select new.id, c.project_id, 'message',
    coalesce(
      (select a.id from agents a where new.role = 'agent' and a.project_id = c.project_id
        and a.name = new.sender_id and a.removed_at is null),
      (select t.assigned_agent_id from tasks t where t.id = new.related_task_id)),
    new.created_at, search_folded(new.content), c.kind = 'discussion',
    case when c.kind = 'discussion' and new.role = 'agent' then new.sender_id end
  from conversations c where c.id = new.conversation_id
  on conflict (entity_id) do update
    set agent_id = excluded.agent_id, happened_at = excluded.happened_at, words = excluded.words;
  return null;
end $$;

update search_entries e set sender = m.sender_id from messages m
  where e.is_discussed and m.id = e.entity_id and m.role = 'agent';
create index search_entries_sender on search_entries (project_id, sender, happened_at desc, entity_id desc)
  where sender is not null;
`;
