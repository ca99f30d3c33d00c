import type { Role } from '@overmind/contracts/entities/user';
import { sql } from 'kysely';
import type { Db } from '../../database.ts';

/** What an open terminal stands on, as it is now. */
export interface TerminalStanding {
  id: string;
  is_closed: boolean;
  is_signed_in: boolean;
  role: Role | null;
  is_allowed: boolean;
  has_runner: boolean;
}

/** Of these terminals, in no order; the unknown ones are missing. */
export async function readStandings(
  db: Db,
  ids: readonly string[],
  idleMs: number,
): Promise<TerminalStanding[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<TerminalStanding>`
    select t.id, t.closed_at is not null as is_closed,
      exists (select from users u where u.id = t.user_id and u.is_active) and (
        exists (select from sessions s where s.id = t.session_id and s.expires_at > now()
          and s.last_seen_at > now() - ${idleMs} * interval '1 millisecond')
        or exists (select from api_tokens a where a.id = t.token_id and a.revoked_at is null
          and (a.expires_at is null or a.expires_at > now()))) as is_signed_in,
      (select m.role from project_members m
        where m.project_id = t.project_id and m.user_id = t.user_id) as role,
      (select coalesce((p.settings ->> 'terminal')::boolean, false)
        from projects p where p.id = t.project_id) as is_allowed,
      exists (select from agent_runs r join runners n on n.id = r.runner_id
        where r.id = t.run_id and n.revoked_at is null) as has_runner
    from terminals t where t.id = any(${[...ids]}::uuid[])`.execute(db);
  return rows;
}

/** Says of open terminals that somebody is joined to them. */
export async function noteTerminalsSeen(db: Db, ids: readonly string[]): Promise<void> {
  await db
    .updateTable('terminals')
    .set({ seen_at: sql<Date>`clock_timestamp()` })
    .where('id', 'in', [...ids])
    .where('closed_at', 'is', null)
    .execute();
}

/** Open ones to which nobody was joined for so long: the node that held them is gone. */
export async function listForsakenTerminals(db: Db, silentMs: number): Promise<string[]> {
  const rows = await db
    .selectFrom('terminals')
    .select('id')
    .where('closed_at', 'is', null)
    .where('seen_at', '<', sql<Date>`clock_timestamp() - ${silentMs} * interval '1 millisecond'`)
    .limit(100)
    .execute();
  return rows.map(({ id }) => id);
}
