import type { DiscussionEvent } from '@overmind/contracts/entities/discussion-event';
import type {
  Discussion,
  DiscussionChange,
  DiscussionTurn,
  VotingRound,
} from '@overmind/contracts/entities/discussion-room';
import type { DiscussionState, Turn, VoteRound } from '@overmind/domain/discussions/state';
import {
  shownConcerns,
  shownDetail,
  shownNotes,
  shownOptions,
  shownProposals,
  shownQuestions,
  shownRecord,
  shownSummary,
  shownVotes,
} from './shown.ts';

export const toTurn = ({ refused, saw: _saw, ...turn }: Turn, state: DiscussionState): DiscussionTurn => {
  const skipped = turn.outcome === 'skipped' ? skippedNote(state, turn.turn) : null;
  const detail = shownDetail(skipped ?? refused?.detail ?? null);
  return { ...turn, fault: refused?.fault ?? null, detail };
};

const skippedNote = ({ notes }: DiscussionState, turn: number): string | null =>
  notes.find((note) => note.turn === turn && note.kind === 'skipped')?.detail ?? null;

export const toRound = ({ isCounted, proposals, ...round }: VoteRound): VotingRound => ({
  ...round,
  proposals: [...proposals],
  is_counted: isCounted,
});

/** What is new, or other than before: nothing in a state is changed in place. */
const others = <T>(after: readonly T[], before: readonly T[]): T[] => {
  const known = new Set(before);
  return after.filter((each) => !known.has(each));
};

/** What one event changed, for those who watch, as it is shown. `head` is what lists show of it now. */
export function changeBetween(
  before: DiscussionState | null,
  after: DiscussionState,
  head: Discussion,
  seq: number,
): DiscussionChange {
  const turns = others(after.turns, before?.turns ?? []).map((turn) => toTurn(turn, after));
  const proposals = shownProposals(others(after.proposals, before?.proposals ?? []));
  const concerns = shownConcerns(others(after.concerns, before?.concerns ?? []));
  const questions = shownQuestions(others(after.questions, before?.questions ?? []));
  const votes = shownVotes(others(after.votes, before?.votes ?? []));
  const notes = shownNotes(others(after.notes, before?.notes ?? []));
  const isAskedChanged = after.user.waitingFor !== before?.user.waitingFor;
  return {
    ...{ id: head.id, project_id: head.project_id, kind: 'discussion', seq },
    ...{ phase: head.phase, status: head.status, waits_for: head.waits_for, used: head.used },
    answer_due_at: head.answer_due_at,
    ...(turns.length > 0 ? { turns } : {}),
    ...(proposals.length > 0 ? { proposals } : {}),
    ...(concerns.length > 0 ? { concerns } : {}),
    ...(questions.length > 0 ? { questions } : {}),
    ...(votes.length > 0 ? { votes } : {}),
    ...(notes.length > 0 ? { notes } : {}),
    ...(after.round !== null && after.round !== before?.round ? { rounds: [toRound(after.round)] } : {}),
    ...(isAskedChanged ? { asked: [...(after.user.waitingFor ?? [])] } : {}),
    ...(after.summary === before?.summary ? {} : { summary: shownSummary(after.summary?.content ?? null) }),
    ...(after.ending === null ? {} : endOf(after, head)),
  };
}

const endOf = ({ ending }: DiscussionState, head: Discussion): Partial<DiscussionChange> => ({
  ...{ reason: head.reason, decision: head.decision, ended_at: head.ended_at },
  record: ending?.record == null ? null : shownRecord(ending.record),
  options: shownOptions(ending?.options ?? []),
});

/** Every vote that was called, in their order. */
export function roundsIn(events: Iterable<DiscussionEvent>): VotingRound[] {
  const rounds = new Map<number, VotingRound>();
  for (const event of events) {
    if (event.type === 'vote_called')
      rounds.set(event.round, {
        ...{ number: event.round, proposals: event.proposals, is_counted: false, winner: null },
      });
    const counted = event.type === 'vote_counted' ? rounds.get(event.round) : undefined;
    if (event.type === 'vote_counted' && counted)
      rounds.set(event.round, { ...counted, is_counted: true, winner: event.winner });
  }
  return [...rounds.values()];
}
