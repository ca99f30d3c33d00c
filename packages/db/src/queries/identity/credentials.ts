import type { Role } from '@overmind/contracts/entities/user';
import { sql } from 'kysely';
import type { Db } from '../../database.ts';

/** What somebody was let into a project by: a session or a token. */
export interface Credential {
  sessionId: string | null;
  tokenId: string | null;
  userId: string;
  projectId: string;
}

/** For each credential, in order: whether it still signs its user in, and their role; null for no member. */
export async function checkCredentials(
  db: Db,
  credentials: readonly Credential[],
  idleMs: number,
): Promise<{ is_signed_in: boolean; role: Role | null }[]> {
  if (credentials.length === 0) return [];
  const { rows } = await sql<{ is_signed_in: boolean; role: Role | null }>`
    select
      exists (select from users u where u.id = c.user_id and u.is_active) and (
        exists (select from sessions s where s.id = c.session_id and s.expires_at > now()
          and s.last_seen_at > now() - ${idleMs} * interval '1 millisecond')
        or exists (select from api_tokens t where t.id = c.token_id and t.revoked_at is null
          and (t.expires_at is null or t.expires_at > now()))) as is_signed_in,
      (select m.role from project_members m
        where m.project_id = c.project_id and m.user_id = c.user_id) as role
    from unnest(
      ${credentials.map((each) => each.sessionId)}::uuid[], ${credentials.map((each) => each.tokenId)}::uuid[],
      ${credentials.map((each) => each.userId)}::uuid[], ${credentials.map((each) => each.projectId)}::uuid[]
    ) with ordinality as c (session_id, token_id, user_id, project_id, n)
    order by c.n`.execute(db);
  return rows;
}
