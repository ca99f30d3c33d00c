import type { Proposal, Vote } from '@overmind/contracts/entities/discussion';
import { sql } from 'kysely';
import type { Db, Tx } from '../../database.ts';

/** Adds proposals, or changes what became of them. */
export async function putProposals(
  tx: Tx,
  discussionId: string,
  proposals: readonly Proposal[],
): Promise<void> {
  if (proposals.length === 0) return;
  await tx
    .insertInto('proposals')
    .values(proposals.map(({ by, ...each }) => ({ discussion_id: discussionId, proposed_by: by, ...each })))
    .onConflict((conflict) =>
      conflict
        .columns(['discussion_id', 'ref'])
        .doUpdateSet(({ ref }) => ({ status: ref('excluded.status') })),
    )
    .execute();
}

export async function findProposal(db: Db, discussionId: string, ref: string): Promise<Proposal | null> {
  const row = await db
    .selectFrom('proposals')
    .selectAll()
    .where('discussion_id', '=', discussionId)
    .where('ref', '=', ref)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { discussion_id: _id, proposed_by: by, ...proposal } = row;
  return { ...proposal, by };
}

export async function insertVotes(tx: Tx, discussionId: string, votes: readonly Vote[]): Promise<void> {
  if (votes.length === 0) return;
  await tx
    .insertInto('votes')
    .values(votes.map(({ by, ...each }) => ({ discussion_id: discussionId, voter: by, ...each })))
    .execute();
}

export async function putSpeakers(
  tx: Tx,
  discussionId: string,
  speakers: readonly { key: string; turns: number; skipped: number }[],
): Promise<void> {
  const project_id = sql<string>`(select project_id from discussions where id = ${discussionId})`;
  await tx
    .insertInto('discussion_speakers')
    .values(speakers.map((each) => ({ discussion_id: discussionId, project_id, ...each })))
    .execute();
}

/** One more turn that a speaker took, or that was passed over. */
export async function countTurn(
  tx: Tx,
  discussionId: string,
  key: string,
  outcome: 'spoken' | 'skipped',
): Promise<void> {
  await tx
    .updateTable('discussion_speakers')
    .set({
      turns: sql<number>`turns + ${outcome === 'spoken' ? 1 : 0}`,
      skipped: sql<number>`skipped + ${outcome === 'skipped' ? 1 : 0}`,
    })
    .where('discussion_id', '=', discussionId)
    .where('key', '=', key)
    .execute();
}
