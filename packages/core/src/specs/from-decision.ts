import { maxPhaseText, maxSpecGoal, type Spec } from '@overmind/contracts/entities/spec';
import type { DiscussionRow } from '@overmind/db/queries/discussions/discussions';
import { type DecisionToSpecify, exploreOf, requirementsOf } from '@overmind/domain/specs/from-decision';
import { clipWithin } from '../discussions/shown.ts';
import type { Write } from '../write.ts';
import { makeSpecIn } from './create.ts';

/** Whoever calls this holds the lock of the discussion, and knows that no spec was made of it. */
export function specifyDecisionIn(w: Write, row: DiscussionRow, decided: DecisionToSpecify): Promise<Spec> {
  const address = `/projects/${row.project_id}/discussions/${row.id}`;
  return makeSpecIn(w, row.project_id, {
    title: decided.title,
    goal: clipWithin(decided.decision, maxSpecGoal),
    discussionId: row.id,
    texts: {
      explore: clipWithin(exploreOf(decided, { title: row.title, address }), maxPhaseText),
      requirements: clipWithin(requirementsOf(decided), maxPhaseText),
    },
  });
}
