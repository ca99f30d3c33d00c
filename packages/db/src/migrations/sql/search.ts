/** What can be searched for, in one place: the words of each message, task, run and recording, kept by triggers. */
export const search = `
create extension if not exists pg_trgm;
create extension if not exists btree_gin;

-- However it was typed: in lower case, letters with their marks in one piece, and what some languages fold as one.
create function search_folded(text text) returns text language sql immutable strict parallel safe as $$
  select case when octet_length(text) = char_length(text) then lower(text)
    else replace(translate(lower(normalize(text, NFC)), U&'\\0131\\0307', 'i'), U&'\\00DF', 'ss') end
$$;

-- The trigrams of a database whose LC_CTYPE is C know no letters but those of ASCII. So each other letter stands for
-- one of these, and each sign of a script that is written without spaces for three; what is no letter is a space.
-- What held a text before holds it still; a text that it did not hold may look as if, so words are compared too.
create function search_letters(words text) returns text language sql immutable strict parallel safe as $$
  select case when octet_length(words) = char_length(words)
    then regexp_replace(words, '[^[:alnum:]]', ' ', 'g')
    else (select string_agg(case when octet_length(sign) = 1 then sign
        when code < 11904 then substr(ascii, 1 + code % 36, 1)
        else substr(ascii, 1 + code % 36, 1) || substr(ascii, 1 + code / 36 % 36, 1)
          || substr(ascii, 1 + code / 1296 % 36, 1) end, '' order by place)
      from string_to_table(regexp_replace(words, '[^[:alnum:]]', ' ', 'g'), null) with ordinality as signs (sign, place),
        lateral (select ascii(sign) as code, 'abcdefghijklmnopqrstuvwxyz0123456789' as ascii) of_sign) end
$$;

create table search_entries (
  entity_id uuid primary key,
  project_id uuid not null references projects on delete cascade,
  kind text not null check (kind in ('message', 'task', 'run', 'transcript')),
  -- Whose work it is or is about. It goes with its entity, so nothing refers from here.
  agent_id uuid,
  happened_at timestamptz not null,
  -- Folded.
  words text not null,
  letters text not null generated always as (' ' || search_letters(words)) stored
);
-- The words of other messages say nothing of what is searched for: without them a plan is made sooner, and always alike.
alter table search_entries alter column words set statistics 0, alter column letters set statistics 0;
create index search_entries_time on search_entries (project_id, happened_at desc, entity_id desc);
create index search_entries_kind on search_entries (project_id, kind, happened_at desc, entity_id desc);
create index search_entries_agent on search_entries (project_id, agent_id, kind, happened_at desc, entity_id desc)
  where agent_id is not null;
-- A status changes often, and each change of an entry would index its words anew: it is asked of the entity.
create index tasks_search on tasks (project_id, status, created_at desc, id desc);
create index agent_runs_search on agent_runs (project_id, status, finished_at desc, id desc)
  where finished_at is not null;
create index recordings_search on recordings (project_id, status, created_at desc, id desc);

create function put_search_entry(
  of_entity uuid, of_project uuid, of_kind text, of_agent uuid, at_time timestamptz, text text
) returns void language sql as $$
  insert into search_entries (entity_id, project_id, kind, agent_id, happened_at, words)
  values (of_entity, of_project, of_kind, of_agent, at_time, search_folded(text))
  on conflict (entity_id) do update
    set agent_id = excluded.agent_id, happened_at = excluded.happened_at, words = excluded.words
$$;

create function put_message_entry() returns trigger language plpgsql as $$ begin
  perform put_search_entry(new.id, c.project_id, 'message',
    coalesce(
      (select a.id from agents a where new.role = 'agent' and a.project_id = c.project_id
        and a.name = new.sender_id and a.removed_at is null),
      (select t.assigned_agent_id from tasks t where t.id = new.related_task_id)),
    new.created_at, new.content)
  from conversations c where c.id = new.conversation_id;
  return null;
end $$;
create function put_task_entry() returns trigger language plpgsql as $$ begin
  perform put_search_entry(new.id, new.project_id, 'task', new.assigned_agent_id, new.created_at,
    new.key || ' ' || new.title || ' ' || new.description);
  return null;
end $$;
create function put_run_entry() returns trigger language plpgsql as $$ begin
  perform put_search_entry(new.id, new.project_id, 'run', new.agent_id, new.finished_at,
    concat_ws(' ', new.summary, new.status_detail));
  return null;
end $$;
create function put_recording_entry() returns trigger language plpgsql as $$ begin
  perform put_search_entry(new.id, new.project_id, 'transcript', null, new.created_at,
    concat_ws(' ', new.title, new.transcript_text));
  return null;
end $$;
create function drop_search_entry() returns trigger language plpgsql as $$ begin
  delete from search_entries where entity_id = old.id;
  return null;
end $$;

create trigger messages_search_added after insert on messages
  for each row execute function put_message_entry();
create trigger messages_search_changed after update of content on messages
  for each row when (old.content is distinct from new.content) execute function put_message_entry();
create trigger messages_search_removed after delete on messages
  for each row execute function drop_search_entry();
create trigger tasks_search_added after insert on tasks for each row execute function put_task_entry();
create trigger tasks_search_changed after update of key, title, description, assigned_agent_id on tasks
  for each row when ((old.key, old.title, old.description, old.assigned_agent_id)
    is distinct from (new.key, new.title, new.description, new.assigned_agent_id))
  execute function put_task_entry();
create trigger tasks_search_removed after delete on tasks for each row execute function drop_search_entry();
create trigger runs_search_added after insert on agent_runs
  for each row when (new.finished_at is not null) execute function put_run_entry();
create trigger runs_search_changed after update of summary, status_detail, finished_at on agent_runs
  for each row when (new.finished_at is not null and (old.summary, old.status_detail, old.finished_at)
    is distinct from (new.summary, new.status_detail, new.finished_at))
  execute function put_run_entry();
create trigger runs_search_removed after delete on agent_runs
  for each row execute function drop_search_entry();
create trigger recordings_search_added after insert on recordings
  for each row execute function put_recording_entry();
create trigger recordings_search_changed after update of title, transcript_text on recordings
  for each row when ((old.title, old.transcript_text) is distinct from (new.title, new.transcript_text))
  execute function put_recording_entry();
create trigger recordings_search_removed after delete on recordings
  for each row execute function drop_search_entry();

insert into search_entries (entity_id, project_id, kind, agent_id, happened_at, words)
  select m.id, c.project_id, 'message',
    coalesce(
      (select a.id from agents a where m.role = 'agent' and a.project_id = c.project_id
        and a.name = m.sender_id and a.removed_at is null),
      t.assigned_agent_id),
    m.created_at, search_folded(m.content)
  from messages m join conversations c on c.id = m.conversation_id left join tasks t on t.id = m.related_task_id
  union all select id, project_id, 'task', assigned_agent_id, created_at,
    search_folded(key || ' ' || title || ' ' || description) from tasks
  union all select id, project_id, 'run', agent_id, finished_at, search_folded(concat_ws(' ', summary, status_detail))
  from agent_runs where finished_at is not null;

-- After the entries: made of them one by one it would take many times as long. A long list of what is not sorted in yet
-- would be read by each search.
create index search_entries_words on search_entries using gin (project_id, letters gin_trgm_ops)
  with (gin_pending_list_limit = 256);
`;
