import { expect } from 'vitest';
import { query, withEmbedded } from '../postgres.ts';

const laps = `
  select b.id, a.attempt, a.finished_at, b.started_at from agent_runs a
  join agent_runs b on b.task_id = a.task_id and b.attempt > a.attempt
  where b.started_at < coalesce(a.finished_at, 'infinity') or b.lease_token <= a.lease_token`;

const open = `
  select id, status, reason from agent_runs
  where finished_at is null or reason is null or (status = 'completed') <> (reason = 'ok')`;

const unexplained = `
  select number, status, status_reason from tasks
  where status not in ('needs_review', 'done') and coalesce(status_reason, '') = ''`;

const gapsIn = (table: string, lastSeq: string): string => `
  select run_id, seq, before from (
    select run_id, seq, lag(last_seq, 1, 0) over (partition by run_id order by seq) as before from ${table}
  ) chunks where seq <> before + 1
  union all
  select id, ${lastSeq}, stored from (
    select id, ${lastSeq}, coalesce((select max(last_seq) from ${table} where run_id = agent_runs.id), 0) as stored
    from agent_runs
  ) ends where ${lastSeq} <> stored`;

const questions = {
  'attempts of one task whose leases overlap': laps,
  'runs without an end or a reason': open,
  'tasks that ended without a reason': unexplained,
  'gaps in logs': gapsIn('agent_run_logs', 'log_seq'),
  'gaps in transcripts': gapsIn('agent_run_transcript', 'transcript_seq'),
};

/** What the database itself says of all that happened. */
export async function expectSoundRecords(databaseFolder: string): Promise<void> {
  await withEmbedded(databaseFolder, async (url) => {
    for (const [what, sql] of Object.entries(questions)) expect(await query(url, sql), what).toEqual([]);
  });
}
