import { sql } from 'kysely';
import { type Db, iso, type Tx } from '../../database.ts';

const inAnHour = sql<Date>`clock_timestamp() + interval '1 hour'`;

export interface AgentTokenToPut {
  runId: string;
  leaseToken: number;
  tokenHash: Buffer;
}

/** A run has one token at most: an earlier one is replaced. Answers until when it holds. */
export async function putAgentToken(tx: Tx, token: AgentTokenToPut): Promise<string> {
  const values = { lease_token: token.leaseToken, token_hash: token.tokenHash, expires_at: inAnHour };
  const { expires_at } = await tx
    .insertInto('agent_tokens')
    .values({ run_id: token.runId, ...values })
    .onConflict((conflict) => conflict.column('run_id').doUpdateSet(values))
    .returning('expires_at')
    .executeTakeFirstOrThrow();
  return iso(expires_at);
}

/** Until when the run's token holds now; null where it has none. */
export async function extendAgentToken(tx: Tx, runId: string): Promise<string | null> {
  const row = await tx
    .updateTable('agent_tokens')
    .set({ expires_at: inAnHour })
    .where('run_id', '=', runId)
    .returning('expires_at')
    .executeTakeFirst();
  return row ? iso(row.expires_at) : null;
}

export async function deleteAgentToken(tx: Tx, runId: string): Promise<void> {
  await tx.deleteFrom('agent_tokens').where('run_id', '=', runId).execute();
}

export interface AgentOfToken {
  name: string;
  runId: string;
  taskId: string;
  projectId: string;
}

/**
 * The agent that holds a token. It holds as long as its hour, and only while its run lives under the lease for which it
 * was made, uncanceled and with a runner that is not revoked.
 */
export async function findAgentOfToken(db: Db, tokenHash: Buffer): Promise<AgentOfToken | null> {
  const { rows } = await sql<AgentOfToken>`
    select a.name, r.id as "runId", r.task_id as "taskId", r.project_id as "projectId"
    from agent_tokens t
    join agent_runs r on r.id = t.run_id and r.lease_token = t.lease_token
    join runners n on n.id = r.runner_id
    join agents a on a.id = r.agent_id
    where t.token_hash = ${tokenHash} and t.expires_at > clock_timestamp()
      and r.status in ('started', 'streaming') and r.lease_expires_at > clock_timestamp()
      and r.cancel_requested_at is null and n.revoked_at is null`.execute(db);
  return rows[0] ?? null;
}
