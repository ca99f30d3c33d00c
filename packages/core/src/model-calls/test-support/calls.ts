import type { ModelCallScope } from '@overmind/contracts/entities/model';
import type { LedgerCall } from '@overmind/contracts/entities/model-call';
import { newId } from '@overmind/db/database';
import type { CallFilter } from '@overmind/db/queries/models/call-lists';
import type { Core } from '../../core.ts';
import { getModelCall, listModelCalls } from '../read.ts';

/** What a call is for; of no project unless one is given. */
export const scopeOf = (scope: Partial<ModelCallScope> = {}): ModelCallScope => ({
  ...{ purpose: 'review', project_id: null, agent_id: null, task_id: null },
  ...{ run_id: null, discussion_id: null, discussion_turn: null, spec_id: null, ...scope },
});

/** A call that went well, at a cost of a thousandth, of the model that is given. */
export function makeCall(scope: Partial<ModelCallScope> = {}, change: Partial<LedgerCall> = {}): LedgerCall {
  const ref = change.answered_by ?? 'openai/gpt-large';
  const attempt = { outcome: 'ok' as const, reason: null, detail: null, http_status: 200, waited_ms: 0 };
  return {
    ...{ id: newId(), scope: scopeOf(scope), status: 'ok', reason: null, answered_by: ref, is_local: false },
    ...{ privacy: 'any', complexity: 'low', re_ask: 0 },
    candidates: [{ ref, score: 90, reasons: ['preferred'] }],
    ...{ excluded: [], more_candidates: 0, more_excluded: 0, more_attempts: 0, warnings: [] },
    attempts: [{ ref, ...attempt, first_token_ms: 12, latency_ms: 40 }],
    ...{ is_cache_hit: false, input_tokens: 100, output_tokens: 20, cached_tokens: 10 },
    ...{ cost_micros: 1_000, cost_source: 'reported', saved_micros: null, best_micros: 4_000 },
    ...{ prompt_version_id: null, experiment_id: null, arm: null },
    ...{ started_at: new Date().toISOString(), latency_ms: 40, ...change },
  };
}

/** The latest calls of a project with all that the ledger knows of each, newest first. */
export async function readWholeCalls(
  core: Core,
  projectId: string,
  filter: Partial<CallFilter> = {},
): Promise<LedgerCall[]> {
  const { items } = await listModelCalls(core, projectId, { limit: 50, ...filter });
  return Promise.all(items.map(({ id }) => getModelCall(core, projectId, id)));
}
