/** What agents said in the sessions of runs is found by search, in passages that a worker makes when a run has ended. */
export const sessionWords = `
create table run_passages (
  id uuid primary key,
  run_id uuid not null references agent_runs on delete cascade,
  project_id uuid not null references projects on delete cascade,
  -- As its run ended, which stays.
  status text not null,
  happened_at timestamptz not null,
  text text not null,
  -- The entries of the transcript that it holds, in order, and which of its characters each begins with, from 1 on.
  entry_ids text[] not null,
  entry_starts integer[] not null
);
create index run_passages_run on run_passages (run_id);
create index run_passages_search on run_passages (project_id, status, happened_at desc, id desc);

-- Runs that have ended and whose passages are not made yet.
create table unread_transcripts (
  run_id uuid primary key references agent_runs on delete cascade,
  due_at timestamptz not null
);
create index unread_transcripts_due on unread_transcripts (due_at);
create function note_unread_transcript() returns trigger language plpgsql as $$ begin
  insert into unread_transcripts (run_id, due_at) values (new.id, least(new.finished_at, now()))
    on conflict do nothing;
  return null;
end $$;
create trigger agent_runs_unread_added after insert on agent_runs
  for each row when (new.finished_at is not null and new.transcript_seq > 0)
  execute function note_unread_transcript();
create trigger agent_runs_unread_ended after update of finished_at on agent_runs
  for each row when (old.finished_at is null and new.finished_at is not null and new.transcript_seq > 0)
  execute function note_unread_transcript();
insert into unread_transcripts (run_id, due_at)
  select id, finished_at from agent_runs where finished_at is not null and transcript_seq > 0;

alter table search_entries drop constraint search_entries_kind_check,
  add constraint search_entries_kind_check
    check (kind in ('message', 'task', 'run', 'session', 'transcript', 'spec'));
create function put_passage_entry() returns trigger language plpgsql as $$ begin
  perform put_search_entry(new.id, new.project_id, 'session', r.agent_id, new.happened_at, new.text)
    from agent_runs r where r.id = new.run_id;
  return null;
end $$;
create trigger run_passages_search_added after insert on run_passages
  for each row execute function put_passage_entry();
create trigger run_passages_search_removed after delete on run_passages
  for each row execute function drop_search_entry();
`;
