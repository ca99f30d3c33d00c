import type { DiscussionDetail, DiscussionMessage } from '@overmind/contracts/entities/discussion-room';
import type { Page, PageQuery } from '@overmind/contracts/entities/primitives';
import { notFound } from '@overmind/contracts/errors';
import { findDiscussionRow, toDiscussion } from '@overmind/db/queries/discussions/discussions';
import { listVoteEvents } from '@overmind/db/queries/discussions/events';
import { listDiscussionMessagePage } from '@overmind/db/queries/discussions/messages';
import type { Core } from '../core.ts';
import { roundsIn, toTurn } from './change.ts';
import { readState } from './state.ts';

/** Everything that a discussion stands at, of one moment. */
export const getDiscussion = (core: Core, id: string): Promise<DiscussionDetail> =>
  core.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      const row = await findDiscussionRow(tx, id);
      const held = row && (await readState(tx, id));
      if (!row || !held) throw notFound('discussion');
      const { state, seq } = held;
      return {
        ...toDiscussion(row),
        ...{ seq, turns: state.turns.map((turn) => toTurn(turn, state)) },
        ...{ proposals: [...state.proposals], concerns: [...state.concerns] },
        ...{ questions: [...state.questions], votes: [...state.votes], notes: [...state.notes] },
        rounds: roundsIn(await listVoteEvents(tx, id)),
        asked: state.ending === null ? [...(state.user.waitingFor ?? [])] : [],
        summary: state.summary?.content ?? null,
        ...{ record: state.ending?.record ?? null, options: [...(state.ending?.options ?? [])] },
      };
    });

export async function listDiscussionMessages(
  core: Core,
  id: string,
  page: PageQuery,
): Promise<Page<DiscussionMessage>> {
  if ((await findDiscussionRow(core.db, id)) === null) throw notFound('discussion');
  return listDiscussionMessagePage(core.db, id, page);
}
