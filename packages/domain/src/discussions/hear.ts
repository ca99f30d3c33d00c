import type { DiscussionEvent } from '@overmind/contracts/entities/discussion-event';
import { reachedBudget } from './flow/limits.ts';
import { findOpenTurn, withCost } from './folding/turns.ts';
import { judgeReply } from './protocol/judge-reply.ts';
import { type ReadReply, readReply } from './protocol/read-reply.ts';
import type { DiscussionState, Turn } from './state.ts';

/** What came back for a turn. */
export interface Reply {
  turn: number;
  /** Which of its attempts was answered. */
  attempt: Turn['attempt'];
  /** Null when none came: the model failed, or took too long. */
  text: string | null;
  /** Why none came, in words for people. */
  failure?: string;
  tokens: number;
  cost_micros: number;
}

const mostDetail = 500;

/**
 * What a reply is: something said, or a reason to ask once more, or, the second time and when a limit was reached, to
 * pass over the turn. Null when the turn, or the attempt, is over: that reply comes too late.
 */
export function hear(state: DiscussionState, reply: Reply, nowMs: number): DiscussionEvent | null {
  const turn = state.ending === null ? findOpenTurn(state, reply.turn) : undefined;
  if (turn === undefined || turn.attempt !== reply.attempt) return null;
  const { tokens, cost_micros } = reply;
  const base = { at_ms: nowMs, turn: turn.turn, tokens, cost_micros };
  const read = judged(state, turn, reply);
  if (read.ok) return { ...base, type: 'turn_spoken', message: read.message };
  const isLast = turn.attempt === 2 || reachedBudget(withCost(state, reply), nowMs) !== null;
  return { ...base, ...read.refusal, type: isLast ? 'turn_skipped' : 'turn_refused' };
}

function judged(state: DiscussionState, turn: Turn, { text, failure = 'No reply came.' }: Reply): ReadReply {
  if (text === null)
    return { ok: false, refusal: { fault: 'no_reply', detail: failure.slice(0, mostDetail) } };
  const read = readReply(text, state.settings.message_chars);
  if (!read.ok) return read;
  const refusal = judgeReply(state, turn, read.message, read.from);
  return refusal === null ? read : { ok: false, refusal };
}
