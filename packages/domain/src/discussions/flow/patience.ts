import { usualAnswerHours } from '@overmind/contracts/entities/answer-hours';
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

const hourMs = 3_600_000;

/** For how long an answer of a person is waited for. */
export const answerHours = ({ settings }: DiscussionState): number =>
  settings.answer_hours ?? usualAnswerHours;

/** When a person is reminded, and when the discussion goes on without an answer. */
export interface AnswerTimes {
  remindAtMs: number;
  dueAtMs: number;
}

/**
 * Null while no answer is waited for, also where a person paused it: then it is resumed first. Whoever is reminded has
 * half of the time from then on, so that nobody is given up for a time in which no server ran.
 */
export function answerTimes(state: DiscussionState): AnswerTimes | null {
  const { ending, isPaused, user } = state;
  if (ending !== null || isPaused || user.waitingFor === null || user.waitingSinceMs === null) return null;
  const ms = answerHours(state) * hourMs;
  const dueAtMs = Math.max(user.waitingSinceMs + ms, (user.remindedAtMs ?? 0) + ms / 2);
  return { remindAtMs: user.waitingSinceMs + ms / 2, dueAtMs };
}

/** The next moment at which something happens though nobody says anything. */
export function nextByItselfMs(state: DiscussionState): number | null {
  const times = answerTimes(state);
  if (times === null) return null;
  return state.user.remindedAtMs === null ? times.remindAtMs : times.dueAtMs;
}

/** What that is, once the moment has come. */
export function dueNow(state: DiscussionState, nowMs: number): 'user_reminded' | 'user_silent' | null {
  const atMs = nextByItselfMs(state);
  if (atMs === null || nowMs < atMs) return null;
  return state.user.remindedAtMs === null ? 'user_reminded' : 'user_silent';
}
