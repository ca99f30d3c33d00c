import type { DecisionRecord, Proposal } from '@overmind/contracts/entities/discussion';
import type { DiscussionDetail, DiscussionMessage } from '@overmind/contracts/entities/discussion-room';
import type { Page, PageQuery } from '@overmind/contracts/entities/primitives';
import { notFound } from '@overmind/contracts/errors';
import { findProposal } from '@overmind/db/queries/discussions/board';
import { findDiscussionRow, toDiscussion } from '@overmind/db/queries/discussions/discussions';
import { listVoteEvents } from '@overmind/db/queries/discussions/events';
import { listDiscussionMessagePage } from '@overmind/db/queries/discussions/messages';
import { findRequestRow } from '@overmind/db/queries/work/requests';
import type { Core } from '../core.ts';
import { findRatingOf } from '../prompts/ratings.ts';
import { roundsIn, toTurn } from './change.ts';
import { leftOutActions } from './left-out-actions.ts';
import { ratedPlaces } from './rate.ts';
import {
  leftOut,
  shownActionsLeftOut,
  shownConcerns,
  shownNotes,
  shownOptions,
  shownProposals,
  shownQuestions,
  shownRecord,
  shownSummary,
  shownVotes,
} from './shown.ts';
import { readState } from './state.ts';

/** Everything that a discussion stands at, of one moment, as it is shown. */
export const getDiscussion = (core: Core, id: string): Promise<DiscussionDetail> =>
  core.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      const row = await findDiscussionRow(tx, id);
      const held = row && (await readState(tx, id));
      if (!row || !held) throw notFound('discussion');
      const { state, seq } = held;
      const request = row.request_id === null ? null : await findRequestRow(tx, row.request_id);
      const options = state.ending?.options ?? [];
      const record = state.ending?.record ?? null;
      return {
        ...toDiscussion(row),
        ...{ seq, turns: state.turns.map((turn) => toTurn(turn, state)) },
        proposals: shownProposals(state.proposals),
        concerns: shownConcerns(state.concerns),
        questions: shownQuestions(state.questions),
        votes: shownVotes(state.votes),
        notes: shownNotes(state.notes),
        rounds: roundsIn(await listVoteEvents(tx, id)),
        asked: state.ending === null ? [...(state.user.waitingFor ?? [])] : [],
        summary: shownSummary(state.summary?.content ?? null),
        record: record === null ? null : shownRecord(record),
        options: shownOptions(options),
        rating: state.ending === null ? null : await findRatingOf(tx, ratedPlaces, id),
        ...leftOut({ concerns: state.concerns, notes: state.notes, options }),
        ...shownActionsLeftOut(leftOutActions(request)),
      };
    });

export async function getProposal(core: Core, id: string, ref: string): Promise<Proposal> {
  const proposal = await findProposal(core.db, id, ref);
  if (proposal === null) throw notFound('proposal');
  return proposal;
}

export async function getDecisionRecord(core: Core, id: string): Promise<DecisionRecord> {
  const row = await findDiscussionRow(core.db, id);
  if (row === null) throw notFound('discussion');
  if (row.record === null) throw notFound('decision');
  return row.record;
}

export async function listDiscussionMessages(
  core: Core,
  id: string,
  page: PageQuery,
): Promise<Page<DiscussionMessage>> {
  if ((await findDiscussionRow(core.db, id)) === null) throw notFound('discussion');
  return listDiscussionMessagePage(core.db, id, page);
}
