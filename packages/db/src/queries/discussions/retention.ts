import { sql } from 'kysely';
import type { Tx } from '../../database.ts';

/**
 * Discussions that ended, and came here, so long ago that their project keeps them no longer, the oldest first, locked.
 * One that tasks or a spec came from stays: it is what these are explained by.
 */
export async function lockOldDiscussions(
  tx: Tx,
  { defaultDays, limit }: { defaultDays: number; limit: number },
): Promise<{ id: string; project_id: string }[]> {
  const { rows } = await sql<{ id: string; project_id: string }>`
    select d.id, d.project_id from projects p
    cross join lateral (select now()
      - coalesce((p.settings ->> 'discussion_keep_days')::int, ${defaultDays}) * interval '1 day' as since) kept
    cross join lateral (
      select id, project_id, ended_at from discussions
      where project_id = p.id and request_id is null and ended_at < kept.since and here_since < kept.since
        and not exists (select from specs where discussion_id = discussions.id)
      order by ended_at limit ${limit} for update skip locked) d
    order by d.ended_at limit ${limit}`.execute(tx);
  return rows;
}
