/** What people say: recordings with their transcripts, what is being said, and words that are heard wrongly. */
export const voice = `
create table recordings (
  id uuid primary key,
  project_id uuid not null references projects on delete cascade,
  conversation_id uuid references conversations on delete set null,
  title text not null,
  source text not null check (source in ('upload', 'voice')),
  storage_path text not null,
  mime_type text not null,
  size_bytes bigint not null,
  sha256 text not null,
  duration_ms integer,
  peaks jsonb not null default '[]',
  notice text,
  status text not null default 'stored' check (status in ('stored', 'transcribing', 'transcribed', 'failed')),
  error text,
  engine text,
  language text,
  -- The language that was asked for; the engine's own where there is none.
  wanted_language text,
  transcript_text text,
  transcript_json jsonb,
  -- How far it is heard, and up to where what was heard is stored among its segments.
  transcribed_ms integer not null default 0,
  failures integer not null default 0,
  -- When it is gone on with at the earliest.
  not_before timestamptz not null default clock_timestamp(),
  -- Its text becomes a message in its conversation once it is known.
  is_pending_message boolean not null default false,
  created_by_user_id uuid references users on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index recordings_project on recordings (project_id, id desc);
create index recordings_conversation on recordings (conversation_id, id desc);
create index recordings_open on recordings (not_before) where status in ('stored', 'transcribing');
create index recordings_age on recordings (created_at);
create index recordings_text on recordings
  using gin (to_tsvector('simple', title || ' ' || coalesce(transcript_text, '')));
create trigger recordings_touch before update on recordings for each row execute function touch_updated_at();

-- What is heard of a recording until all of it is; then it becomes the transcript.
create table recording_segments (
  recording_id uuid not null references recordings on delete cascade,
  start_ms integer not null,
  segment jsonb not null,
  primary key (recording_id, start_ms)
);

create table recording_tasks (
  recording_id uuid not null references recordings on delete cascade,
  task_id uuid not null references tasks on delete cascade,
  primary key (recording_id, task_id)
);
create index recording_tasks_task on recording_tasks (task_id);

alter table messages
  add column recording_id uuid references recordings on delete set null,
  add column recording_start_ms integer,
  add column recording_end_ms integer;
create index messages_recording on messages (recording_id) where recording_id is not null;
create index requests_message on requests (message_id) where message_id is not null;

-- Something that is being said. Its recording will have the same id.
create table voice_captures (
  id uuid primary key,
  project_id uuid not null references projects on delete cascade,
  conversation_id uuid references conversations on delete set null,
  user_id uuid references users on delete set null,
  format jsonb not null,
  language text,
  size_bytes bigint not null default 0,
  -- Grows when somebody goes on with it: whoever wrote before writes no more.
  epoch integer not null default 1,
  stopped_at timestamptz,
  opened_at timestamptz not null default clock_timestamp(),
  seen_at timestamptz not null default clock_timestamp()
);
create index voice_captures_seen on voice_captures (seen_at);
create index voice_captures_project on voice_captures (project_id);
create index voice_captures_conversation on voice_captures (conversation_id);

create table voice_parts (
  capture_id uuid not null references voice_captures on delete cascade,
  start_byte bigint not null,
  size_bytes integer not null,
  storage_path text not null,
  primary key (capture_id, start_byte)
);

create table corrections (
  id uuid primary key,
  project_id uuid not null references projects on delete cascade,
  heard text not null,
  meant text not null,
  created_by_user_id uuid references users on delete set null,
  created_at timestamptz not null default now()
);
create unique index corrections_heard on corrections (project_id, lower(heard));

-- What the parts of a project's repository are called, by whoever holds it.
create table repository_words (
  project_id uuid primary key references projects on delete cascade,
  repo_path text not null,
  words text[] not null,
  -- When it is looked for again.
  look_at timestamptz not null
);

-- What was spoken, to be given again.
create table spoken_texts (
  key text primary key,
  storage_path text not null,
  size_bytes bigint not null,
  used_at timestamptz not null default clock_timestamp()
);

-- Files that belong to nothing, or will unless what they are for is done in time.
create table file_removals (
  storage_path text primary key,
  remove_at timestamptz not null
);
create index file_removals_due on file_removals (remove_at);
`;
