export const talk = `
create table messages (
  id uuid primary key,
  conversation_id uuid not null references conversations on delete cascade,
  role text not null check (role in ('user', 'relayer', 'orchestrator', 'agent')),
  sender_id text,
  message_type text not null check (message_type in
    ('chat', 'discussion', 'proposal', 'question', 'response', 'vote', 'consensus',
     'question_to_user', 'user_response', 'summary')),
  content text not null,
  content_format text not null check (content_format in ('plain', 'markdown', 'json')),
  parent_message_id uuid references messages on delete set null,
  requires_user_response boolean not null default false,
  related_task_id uuid references tasks on delete set null,
  links jsonb not null default '{}',
  created_at timestamptz not null default now()
);
create index messages_conversation on messages (conversation_id, id desc);
create index messages_parent on messages (parent_message_id) where parent_message_id is not null;
create index messages_task on messages (related_task_id) where related_task_id is not null;
create index messages_text on messages using gin (to_tsvector('simple', content));

create table realtime_events (
  id uuid primary key,
  project_id uuid not null references projects on delete cascade,
  seq bigint not null,
  event_type text not null,
  entity_id uuid not null,
  payload jsonb not null,
  actor text not null,
  -- The clock at the numbering, so that what is dropped as old is always the beginning.
  created_at timestamptz not null default clock_timestamp(),
  unique (project_id, seq)
);
create index realtime_events_age on realtime_events using brin (created_at);
create trigger realtime_events_immutable before update on realtime_events
  for each row execute function refuse_change();
create trigger task_events_append_only before update or delete on task_events
  for each row execute function refuse_change();
create trigger project_state_versions_immutable before update or delete on project_state_versions
  for each row execute function refuse_change();
`;
