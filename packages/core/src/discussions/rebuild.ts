import { type Tx, toJson } from '@overmind/db/database';
import { insertVotes, putProposals, putSpeakers } from '@overmind/db/queries/discussions/board';
import { updateDiscussionRow } from '@overmind/db/queries/discussions/discussions';
import { columnsOf } from './columns.ts';
import { readState } from './state.ts';

/** Everything that follows from the events of a discussion and stands beside them. */
export async function rebuild(tx: Tx, id: string): Promise<void> {
  const held = await readState(tx, id);
  if (held === null) throw new Error('a discussion without its opening');
  const { speakers, turns, proposals, votes } = held.state;
  await putSpeakers(
    tx,
    id,
    speakers.map(({ key }) => {
      const own = turns.filter(({ speaker }) => speaker === key);
      const count = (outcome: string) => own.filter((turn) => turn.outcome === outcome).length;
      return { key, turns: count('spoken'), skipped: count('skipped') };
    }),
  );
  await putProposals(tx, id, proposals);
  await insertVotes(tx, id, votes);
  const columns = columnsOf(held);
  await updateDiscussionRow(tx, id, {
    ...columns,
    record: columns.record === null ? null : toJson(columns.record),
  });
}
