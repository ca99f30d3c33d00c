import type { Pool } from 'pg';
import { insertAgent, insertProject } from './rows.ts';

const id = 'gen_random_uuid()';

/** Fills the growing tables as years of use would; every fifth row belongs to the project that is answered. */
export async function fill(pool: Pool): Promise<{ projectId: string }> {
  const projects: string[] = [];
  const agents: string[] = [];
  for (let index = 0; index < 5; index += 1) {
    const projectId = await insertProject(pool);
    projects.push(projectId);
    agents.push(await insertAgent(pool, projectId));
  }
  const project = `($1::uuid[])[1 + n % 5]`;
  const agent = `($2::uuid[])[1 + n % 5]`;
  const run = (sql: string) =>
    pool.query(`with lists as (select $1::uuid[], $2::uuid[]) ${sql}`, [projects, agents]);
  const setTriggers = async (to: 'enable' | 'disable') => {
    for (const table of [
      'tasks',
      'agent_runs',
      'task_dependencies',
      'messages',
      'recordings',
      'run_passages',
    ])
      await pool.query(`alter table ${table} ${to} trigger user`);
  };
  await setTriggers('disable');
  await run(`insert into tasks (id, project_id, number, key, title, type, priority, status, requested_by,
      assigned_agent_id, created_at, updated_at)
    select ${id}, ${project}, n, 'T-' || n, 'Task ' || n, 'code_change', 1 + n % 5,
      case when n % 100 = 0 then 'queued' when n % 100 = 1 then 'needs_review' else 'done' end, 'api', ${agent},
      now() - n * interval '1 minute', now() - n * interval '1 minute'
    from generate_series(1, 50000) n`);
  await run(`insert into agent_runs (id, project_id, agent_id, task_id, attempt, status, payload, repo_path,
      created_at, started_at, finished_at, lease_expires_at)
    select ${id}, t.project_id, t.assigned_agent_id, t.id, 1,
      case when n % 400 = 0 then 'queued' when n % 400 = 100 then 'started' else 'completed' end, '{}', '/shop',
      t.created_at, t.created_at, case when n % 400 in (0, 100) then null else t.created_at end,
      case when n % 400 = 100 then now() end
    from (select *, number as n from tasks) t`);
  await run(`insert into realtime_events (id, project_id, seq, event_type, entity_id, payload, actor, created_at)
    select ${id}, ${project}, n, 'task.updated', ${id}, '{}', 'me', now() - (200000 - n) * interval '10 seconds'
    from generate_series(1, 200000) n`);
  await run(`insert into agent_run_logs (run_id, seq, last_seq, lines)
    select r.id, n * 100 + 1, n * 100 + 100, '[]'
    from (select id from agent_runs limit 100) r, generate_series(0, 199) n`);
  await run(`insert into agent_run_transcript (run_id, seq, last_seq, steps)
    select r.id, n * 100 + 1, n * 100 + 100, '[]'
    from (select id from agent_runs limit 100) r, generate_series(0, 199) n`);
  await run(`insert into run_permissions (id, project_id, task_id, run_id, title, detail, options, status,
      decided_at, expires_at)
    select ${id}, project_id, task_id, id, 'x', 'x', '[]',
      case when finished_at is null then 'pending' else 'allowed' end, finished_at, now() from agent_runs`);
  await run(`insert into run_inputs (id, project_id, run_id, text, status)
    select ${id}, project_id, id, 'x', 'delivered' from agent_runs`);
  await run(`insert into task_events (id, task_id, event_type, payload, actor)
    select ${id}, id, 'created', '{}', 'me' from tasks`);
  await run(`insert into artifacts (id, project_id, task_id, run_id, kind, name, storage_path, size_bytes, sha256, mime_type)
    select ${id}, project_id, task_id, id, 'diff', 'changes.diff', '', 1, '', '' from agent_runs`);
  await run(`insert into task_dependencies
    select later.id, earlier.id from tasks later join tasks earlier
    on earlier.project_id = later.project_id and earlier.number = later.number + 5 where later.number % 5 = 0`);
  await run(`insert into orchestrator_cycles (id, project_id, mode, state, trigger)
    select ${id}, ${project}, 'incremental', 'cycle.completed', 'input' from generate_series(1, 20000) n`);
  await run(`insert into conversations (id, project_id, kind, title, mode)
    select ${id}, ${project}, 'chat', 'Chat', 'text' from generate_series(1, 2000) n`);
  await run(`insert into messages (id, conversation_id, role, message_type, content, content_format)
    select ${id}, c.id, 'user', 'chat', 'Hi', 'plain' from conversations c, generate_series(1, 20) n`);
  await run(`insert into requests (id, project_id, source, conversation_id, text, intent, status)
    select ${id}, c.project_id, 'chat', c.id, 'Hi', 'create_tasks', case when n = 1 then 'received' else 'planned' end
    from conversations c, generate_series(1, 10) n`);
  await run(`insert into project_state_versions (id, project_id, version, state_format, content, content_hash, reason)
    select ${id}, ${project}, n, 'yaml', '', n::text, 'Why.' from generate_series(1, 10000) n`);
  await run(`insert into recordings (id, project_id, conversation_id, title, source, storage_path, mime_type,
      size_bytes, sha256, status, transcript_text, created_at)
    select ${id}, c.project_id, c.id, 'Talk', 'voice', '', 'audio/wav', 1, '',
      case when n = 1 then 'stored' else 'transcribed' end, 'fix word' || n, now() - n * interval '1 minute'
    from conversations c, generate_series(1, 4) n`);
  await run(`insert into recording_segments (recording_id, start_ms, segment)
    select id, n, '{}' from recordings, generate_series(1, 2) n`);
  await run(`insert into recording_tasks (recording_id, task_id)
    select r.id, t.id from (select id, row_number() over () as n from recordings) r
    join tasks t on t.number = r.n where r.n % 10 = 0`);
  await run(`insert into voice_captures (id, project_id, format, seen_at)
    select ${id}, ${project}, '{}', now() - n * interval '1 second' from generate_series(1, 3000) n`);
  await run(`insert into voice_parts (capture_id, start_byte, size_bytes, storage_path)
    select id, n, 1, '' from voice_captures, generate_series(1, 4) n`);
  await run(`insert into corrections (id, project_id, heard, meant)
    select ${id}, ${project}, 'word ' || n, 'x' from generate_series(1, 2000) n`);
  await run(`insert into file_removals (storage_path, remove_at)
    select n::text, now() + n * interval '1 second' from generate_series(1, 10000) n`);
  await run(`insert into run_passages (id, run_id, project_id, status, happened_at, text, entry_ids, entry_starts)
    select ${id}, r.id, r.project_id, r.status, r.created_at, 'hi word' || t.number, '{a}', '{1}'
    from agent_runs r join tasks t on t.id = r.task_id where t.number % 5 < 2`);
  await run(`insert into unread_transcripts (run_id, due_at)
    select id, finished_at from agent_runs where finished_at is not null`);
  await run(`insert into search_entries (entity_id, project_id, kind, agent_id, happened_at, words)
    select m.id, c.project_id, 'message', null, m.created_at, 'hi word' || row_number() over ()
    from messages m join conversations c on c.id = m.conversation_id
    union all select id, project_id, 'task', assigned_agent_id, created_at, lower(title) from tasks where number % 5 < 2
    union all select r.id, r.project_id, 'run', r.agent_id, r.created_at, 'fixed' from agent_runs r
    join tasks t on t.id = r.task_id where t.number % 5 = 2
    union all select p.id, p.project_id, 'session', r.agent_id, p.happened_at, p.text from run_passages p
    join agent_runs r on r.id = p.run_id
    union all select id, project_id, 'transcript', null, created_at, transcript_text from recordings`);
  await setTriggers('enable');
  await pool.query('analyze');
  return { projectId: projects[0] ?? '' };
}
