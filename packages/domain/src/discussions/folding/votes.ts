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
    const { proposal, choice } = ballot;
    const note = { by: turn.speaker, turn: turn.turn };
    if (!round.proposals.includes(proposal))
      notes.push({
        ...{ ...note, kind: 'stray_vote' },
        detail: `voted on ${proposal}, which was not put to the vote: ${choice}`,
      });
    else if ([...state.votes, ...cast].some(has(proposal)))
      notes.push({ ...note, kind: 'repeated_vote', detail: `voted again on ${proposal}: ${choice}` });
    else cast.push({ ...ballot, by: turn.speaker, round: round.number });
  }
  return { ...state, votes: [...state.votes, ...cast], notes: [...state.notes, ...notes] };
}
