import { sql } from 'kysely';
import type { Tx } from '../../database.ts';

export interface OldRecording {
  id: string;
  project_id: string;
  title: string;
  storage_path: string;
}

/**
 * Recordings that their project keeps no longer, in the order in which they came here, locked. One that tasks came
 * from, or that somebody linked to a task, stays: it is what these are explained by.
 */
export async function lockOldRecordings(
  tx: Tx,
  { defaultDays, limit }: { defaultDays: number; limit: number },
): Promise<OldRecording[]> {
  const { rows } = await sql<OldRecording>`
    select r.id, r.project_id, r.title, r.storage_path from recordings r
    join projects p on p.id = r.project_id
    where r.here_since < now() - interval '1 day' and r.status in ('transcribed', 'failed')
      and r.here_since < now()
        - coalesce((p.settings ->> 'recording_keep_days')::int, ${defaultDays}) * interval '1 day'
      and not exists (select from recording_tasks l where l.recording_id = r.id)
      and not exists (select from messages m join task_origins o on o.message_id = m.id
        where m.recording_id = r.id)
    order by r.here_since limit ${limit} for update of r skip locked`.execute(tx);
  return rows;
}
