import type { ModelCallScope } from '@overmind/contracts/entities/model';
import { AppError } from '@overmind/contracts/errors';
import { deleteHolds, findToday, insertHolds } from '@overmind/db/queries/models/budgets';
import { reserve } from '@overmind/domain/models/budget';
import { systemCall } from '../call.ts';
import type { Core } from '../core.ts';
import { type Write, write } from '../write.ts';
import { type LockedBudget, lockBudgets, warnOnce } from './locked-budgets.ts';
import { findBudgetScopes } from './scopes.ts';

export interface Reservation {
  /** The id that the call will have in the ledger. Asked for again, it takes the place of the earlier one. */
  callId: string;
  scope: ModelCallScope;
  /** What the call may take at most; null when nobody knows, which no hard limit allows. */
  micros: number | null;
  /** How long it holds unless the call is recorded or released: longer than the call can last. */
  holdMs: number;
}

async function requireRoom(w: Write, locked: readonly LockedBudget[], micros: number | null) {
  const warnings: [LockedBudget, string][] = [];
  for (const each of locked) {
    const result = reserve(each.budget, micros);
    if (!result.ok)
      throw new AppError('rule_violated', `No model was called: ${result.detail}.`, {
        rule: 'budget.exhausted',
      });
    if (result.warning !== null) warnings.push([each, result.warning]);
  }
  const told = [];
  for (const [each, warning] of warnings) if (await warnOnce(w, each, warning)) told.push(warning);
  return told;
}

/**
 * Sets aside what a call may take, in every budget that it takes from, before it begins: calls that run at once never
 * take more together than a hard limit allows. Throws `rule_violated` (`budget.exhausted`) when one does not allow
 * it. Answers the soft limits that are passed now for the first time.
 */
export const reserveBudget = (
  core: Core,
  { callId, scope, micros, holdMs }: Reservation,
): Promise<{ warnings: string[] }> =>
  write(core, systemCall, async (w) => {
    await deleteHolds(w.tx, callId);
    const scopes = await findBudgetScopes(w.tx, scope, await findToday(w.tx));
    const warnings = await requireRoom(w, await lockBudgets(w, scopes), micros);
    const names = scopes.map((each) => each.scope);
    await insertHolds(w.tx, { callId, scopes: names, micros: micros ?? 0, holdMs });
    return { warnings };
  });

/** Gives back what was set aside for a call that was not made. */
export const releaseBudget = (core: Core, callId: string): Promise<void> => deleteHolds(core.db, callId);
