/** Lists of discussions hold at any size: likeness in any script, search among their messages alone, archive, phases. */
export const discussionLists = `
-- Retention counts from when one came here: one that was imported keeps the time at which it began elsewhere.
alter table discussions add column here_since timestamptz not null default now();
update discussions d set here_since = c.created_at from conversations c where c.id = d.id;

-- What likeness is measured by, in letters of any script.
alter table discussions add column goal_letters text not null
  generated always as (search_letters(search_folded(left(goal, 500)))) stored;

-- Choices that a chat offers name a discussion by the end of its id.
create index discussions_ending on discussions (project_id, right(id::text, 8));
create index discussions_phase on discussions (project_id, phase, id desc);
create index conversations_put_away on conversations (project_id, id desc)
  where kind = 'discussion' and archived_at is not null;
create index conversations_discussed on conversations (project_id, id desc)
  where kind = 'discussion' and archived_at is null;

-- Chats say far more than discussions do: a word that is frequent there would hide that it is rare here.
alter table search_entries add column is_discussed boolean not null default false;

create or replace function put_message_entry() returns trigger language plpgsql as $$ begin
  insert into search_entries (entity_id, project_id, kind, agent_id, happened_at, words, is_discussed)
  select new.id, c.project_id, 'message',
    coalesce(
      (select a.id from agents a where new.role = 'agent' and a.project_id = c.project_id
        and a.name = new.sender_id and a.removed_at is null),
      (select t.assigned_agent_id from tasks t where t.id = new.related_task_id)),
    new.created_at, search_folded(new.content), c.kind = 'discussion'
  from conversations c where c.id = new.conversation_id
  on conflict (entity_id) do update
    set agent_id = excluded.agent_id, happened_at = excluded.happened_at, words = excluded.words;
  return null;
end $$;

update search_entries e set is_discussed = true
  from messages m join conversations c on c.id = m.conversation_id
  where c.kind = 'discussion' and m.id = e.entity_id;
create index search_entries_discussed on search_entries using gin (project_id, letters gin_trgm_ops)
  with (gin_pending_list_limit = 256) where is_discussed;
`;
