import { howToDeclare } from '@overmind/domain/models/exclude';
import type { Budgets } from '@overmind/models/ports';
import type { Core } from '../core.ts';
import { BudgetExhausted, reserveBudget, shrinkHold } from '../model-calls/reserve.ts';

/** Longer than an attempt can last with what it waits for; of a process that died the rest is then free again. */
const holdMs = 60 * 60_000;

export const budgetsOf = (core: () => Core): Budgets => ({
  async reserve(scope, micros, { id: callId, startedAt, takenMicros, isUndeclared }) {
    const most = micros === null ? null : Math.min(Number.MAX_SAFE_INTEGER, micros + takenMicros);
    try {
      const { warnings } = await reserveBudget(core(), { callId, scope, startedAt, micros: most, holdMs });
      return {
        ok: true,
        reservation: { warnings, settle: (taken) => settle(core(), callId, takenMicros + (taken ?? 0)) },
      };
    } catch (error) {
      if (!(error instanceof BudgetExhausted)) throw error;
      const remedy = micros === null && isUndeclared ? `; ${howToDeclare}` : '';
      return { ok: false, detail: `${error.why}${remedy}`, isHeld: error.isHeld };
    }
  },
});

/** The ledger's record frees what is held; until then more may be held than is needed, never less. */
async function settle(core: Core, callId: string, takenMicros: number): Promise<void> {
  try {
    await shrinkHold(core, callId, takenMicros);
  } catch (error) {
    core.log.warn({ err: error, call: callId }, 'a call of a model holds more of its budgets than it took');
  }
}
