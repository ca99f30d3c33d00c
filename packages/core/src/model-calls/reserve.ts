import type { ModelCallScope } from '@overmind/contracts/entities/model';
import { AppError } from '@overmind/contracts/errors';
import { deleteHolds, insertHolds, lowerHolds } from '@overmind/db/queries/models/budgets';
import { findKnownProject } from '@overmind/db/queries/models/known-scope';
import { type Budget, reserve } from '@overmind/domain/models/budget';
import { systemCall } from '../call.ts';
import type { Core } from '../core.ts';
import { type Write, write } from '../write.ts';
import { isNewStop, type LockedBudget, lockBudgets, tellStopOnce, warnOnce } from './locked-budgets.ts';
import { type BudgetScope, dayOf, findBudgetScopes } from './scopes.ts';

export interface Reservation {
  /** The id that the call will have in the ledger. Asked for again, it takes the place of the earlier one. */
  callId: string;
  scope: ModelCallScope;
  /** When the call began; it takes from the budgets of that day, as its record will. */
  startedAt: string;
  /** What the call may take at most; null when nobody knows, which no hard limit allows. */
  micros: number | null;
  /** How long it holds unless the call is recorded or released: longer than the call can last. */
  holdMs: number;
}

/** A hard limit does not allow the call. */
export class BudgetExhausted extends AppError {
  /** Which limit, and by what it would be broken. */
  readonly why: string;
  /** Only calls that are under way stand in its way: it may be asked for again when they have ended. */
  readonly isHeld: boolean;
  /** Limits that stopped a call for the first time; whoever catches this tells of them (`tellOfStops`). */
  readonly stops: readonly Stop[];

  constructor({ detail, isHeld, stops }: { detail: string; isHeld: boolean; stops: readonly Stop[] }) {
    super('rule_violated', `No model was called: ${detail}.`, { rule: 'budget.exhausted' });
    this.why = detail;
    this.isHeld = isHeld;
    this.stops = stops;
  }
}

interface Stop {
  scope: BudgetScope;
  detail: string;
}

/** Where the limit itself is in the way: neither calls that are under way nor what is kept for later. */
function findStop(locked: LockedBudget, micros: number | null): Stop | null {
  const result = micros === null ? null : reserve(locked.budget, micros);
  if (result === null || result.ok || result.isHeld || !isNewStop(locked)) return null;
  return { scope: locked.scope, detail: result.detail };
}

/** A change of its own: the one that was refused is rolled back, and no word of it would be left. */
export async function tellOfStops(core: Core, { stops }: BudgetExhausted): Promise<void> {
  if (stops.length === 0) return;
  try {
    await write(core, systemCall, async (w) => {
      const locked = await lockBudgets(
        w,
        stops.map(({ scope }) => scope),
      );
      for (const each of locked) {
        const stop = stops.find(({ scope }) => scope.scope === each.scope.scope);
        if (stop !== undefined) await tellStopOnce(w, each, stop.detail);
      }
    });
  } catch (error) {
    // The refusal stands; the next call that is stopped tells of it.
    core.log.warn({ err: error }, 'nobody was told of a budget that stopped a call');
  }
}

/** Who comes later takes about as much as this call: where it is the first, what it takes in truth is yet to be seen. */
function withKept({ budget, scope: { keeps } }: LockedBudget, micros: number): Budget {
  if (keeps === undefined || budget.hardMicros === null || budget.hardMicros === 0) return budget;
  const isFirst = budget.spentMicros === 0;
  const kept = Math.max(Math.floor(budget.hardMicros * keeps.share), isFirst ? 0 : micros);
  return { ...budget, kept: { micros: Math.min(kept, budget.hardMicros), for: keeps.for } };
}

async function requireRoom(w: Write, locked: readonly LockedBudget[], micros: number | null) {
  const warnings: [LockedBudget, string][] = [];
  const refusals: { detail: string; isHeld: boolean }[] = [];
  const stops: Stop[] = [];
  for (const each of locked) {
    const result = reserve(withKept(each, micros ?? 0), micros);
    if (!result.ok) refusals.push(result);
    else if (result.warning !== null) warnings.push([each, result.warning]);
    const stop = findStop(each, micros);
    if (stop !== null) stops.push(stop);
  }
  // Room that may come in one budget is none where another is spent.
  const refusal = refusals.find(({ isHeld }) => !isHeld) ?? refusals[0];
  if (refusal !== undefined) throw new BudgetExhausted({ ...refusal, stops });
  const told = [];
  for (const [each, warning] of warnings) if (await warnOnce(w, each, warning)) told.push(warning);
  return told;
}

/**
 * Sets aside what a call may take, in every budget that it takes from, before it begins: calls that run at once never
 * take more together than a hard limit allows. Throws `BudgetExhausted` when one does not allow
 * it. Answers the soft limits that are passed now for the first time.
 */
export async function reserveBudget(core: Core, reservation: Reservation): Promise<{ warnings: string[] }> {
  try {
    return await write(core, systemCall, (w) => reserveIn(w, reservation));
  } catch (error) {
    if (error instanceof BudgetExhausted) await tellOfStops(core, error);
    throw error;
  }
}

/** The same, within a change that is under way; once that is rolled back, `tellOfStops` tells what stopped it. */
export async function reserveIn(
  w: Write,
  { callId, scope, startedAt, micros, holdMs }: Reservation,
): Promise<{ warnings: string[] }> {
  await deleteHolds(w.tx, callId);
  const known = { ...scope, project_id: await findKnownProject(w.tx, scope.project_id) };
  const scopes = await findBudgetScopes(w.tx, known, dayOf(startedAt));
  const warnings = await requireRoom(w, await lockBudgets(w, scopes), micros);
  const names = scopes.map((each) => each.scope);
  await insertHolds(w.tx, { callId, scopes: names, micros: micros ?? 0, holdMs });
  return { warnings };
}

/** Gives back what was set aside for a call that was not made. */
export const releaseBudget = (core: Core, callId: string): Promise<void> => deleteHolds(core.db, callId);

/** Gives back all that is set aside for a call but what it took up to now; its record replaces that. */
export const shrinkHold = (core: Core, callId: string, takenMicros: number): Promise<void> =>
  takenMicros === 0 ? releaseBudget(core, callId) : lowerHolds(core.db, callId, takenMicros);
