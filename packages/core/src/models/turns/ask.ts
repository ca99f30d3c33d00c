import { ProviderLimits } from '@overmind/contracts/entities/provider';
import type { Database } from '@overmind/db/database';
import {
  type AskedTurn,
  leaveTurn,
  lockTurns,
  putTurn,
  readLine,
  takeTurn,
} from '@overmind/db/queries/models/turns';
import { judgeTurn, limitsAnything, type TurnRule } from '@overmind/domain/models/turn';

export type TurnAnswer =
  | { kind: 'taken'; behind: number }
  | { kind: 'unlimited' }
  | { kind: 'full' }
  | { kind: 'waits'; seq: number; againMs: number };

/** In the lines of all nodes and runners together. */
export const mostWaiting = 200;
/** A wake-up may be lost, and of a process that died none comes. */
const againMs = 2_000;

const ruleOf = (set: Partial<ProviderLimits> | null): TurnRule => {
  const limits = ProviderLimits.parse(set ?? {});
  return {
    maxConcurrent: limits.concurrency,
    requestsPerMinute: limits.requests_per_min,
    tokensPerMinute: limits.tokens_per_min,
  };
};

export const isLimited = (set: Partial<ProviderLimits>): boolean => limitsAnything(ruleOf(set));

/** Asks once whether a call may go now, as the limits are now; asked again, it stands where it stood in the line. */
export const askForTurn = (db: Database, turn: AskedTurn): Promise<TurnAnswer> =>
  db.transaction().execute(async (tx) => {
    await lockTurns(tx, turn.place);
    const { seq, isTaken } = await putTurn(tx, turn);
    if (isTaken) return { kind: 'taken', behind: 0 };
    const line = await readLine(tx, turn, seq);
    const rule = ruleOf(line.limits);
    const kind = !limitsAnything(rule) ? 'unlimited' : line.before >= mostWaiting ? 'full' : null;
    if (kind !== null) {
      await leaveTurn(tx, { id: turn.id, tokens: null, runnerId: turn.run?.runnerId ?? null });
      return { kind };
    }
    const verdict = judgeTurn(line, rule, turn.tokens);
    if (!verdict.mayGo) return { kind: 'waits', seq, againMs: Math.min(againMs, verdict.waitMs ?? againMs) };
    await takeTurn(tx, turn);
    return { kind: 'taken', behind: line.behind };
  });
