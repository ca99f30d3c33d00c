import type { AgentMessage, Vote } from '@overmind/contracts/entities/discussion';
import type { DiscussionState, Note, Turn } from '../state.ts';

type Ballots = Extract<AgentMessage, { type: 'vote' }>['ballots'];

/**
 * Ballots are cast. A voter has one for each proposal of a round, and it is the first: others, and those on what is
 * not put to the vote, are noted and count for nothing.
 */
export function applyVotes(state: DiscussionState, turn: Turn, ballots: Ballots): DiscussionState {
  const { round } = state;
  if (round === null || round.isCounted || turn.round !== round.number) return state;
  const cast: Vote[] = [];
  const notes: Note[] = [];
  const has = (proposal: string) => (vote: Vote) =>
    vote.by === turn.speaker && vote.round === round.number && vote.proposal === proposal;
  for (const ballot of ballots) {
    if (!round.proposals.includes(ballot.proposal)) continue;
    if (![...state.votes, ...cast].some(has(ballot.proposal)))
      cast.push({ ...ballot, by: turn.speaker, round: round.number });
    else
      notes.push({
        ...{ by: turn.speaker, turn: turn.turn, kind: 'repeated_vote' },
        detail: `voted again on ${ballot.proposal}: ${ballot.choice}`,
      });
  }
  return { ...state, votes: [...state.votes, ...cast], notes: [...state.notes, ...notes] };
}
