import type { DiscussionState, Turn } from '../state.ts';

/**
 * Whether a turn may stay open for a while when no model could be asked, as none is to blame. Not where that was waited
 * for in vain before, at this turn, at the one before it or at the last one of its speaker: a discussion that nobody
 * answers would else wait at each of its turns.
 */
export function mayWait(state: DiscussionState, { speaker, refused }: Turn): boolean {
  const over = state.turns.filter(({ outcome }) => outcome !== 'open');
  const latest = [over.at(-1), over.findLast((turn) => turn.speaker === speaker)];
  return refused?.fault !== 'no_reply' && !latest.some(wasSilent);
}

const wasSilent = (turn: Turn | undefined): boolean =>
  turn?.outcome === 'skipped' && turn.refused?.fault === 'no_reply';
