import type { CatalogueEntry, ModelCallScope } from '@overmind/contracts/entities/model';
import type { LedgerCall, PromptUse, RunModelUse } from '@overmind/contracts/entities/model-call';
import type { RunResult } from '@overmind/contracts/entities/run';
import type { RunModelCall } from '@overmind/contracts/routes/runner-model-calls';
import { iso, newId } from '@overmind/db/database';
import type { RunRow } from '@overmind/db/queries/execution/runs';
import { listAgentRows } from '@overmind/db/queries/projects/agents';
import type { TaskRow } from '@overmind/db/queries/work/tasks';
import { costOf } from '@overmind/domain/models/cost';
import { refOf } from '@overmind/domain/models/refs';
import type { Core } from '../core.ts';
import { enterCall } from '../model-calls/record.ts';
import { readCatalogue } from '../models/read-catalogue.ts';
import type { Write } from '../write.ts';
import { callIdOf, scopeOf, startOf } from './call-of-run.ts';

/** Runners know no prices: what no provider told is worked out by those of the server's catalogue, where it has them. */
export async function pricedUses(core: Core, { metrics }: RunResult): Promise<RunModelUse[]> {
  const uses = (metrics.model_uses ?? []).filter(({ is_entered: isEntered }) => isEntered !== true);
  if (uses.every(({ cost_source }) => cost_source !== 'unknown')) return uses;
  const entries = new Map((await readCatalogue(core)).map(({ entry }) => [refOf(entry), entry]));
  return uses.map((use) => (use.cost_source === 'unknown' ? priced(use, entries.get(use.model)) : use));
}

/** Likewise, of a single call. */
export async function pricedCall(core: Core, call: RunModelCall): Promise<RunModelCall> {
  const ref = call.answered_by ?? call.attempts.at(-1)?.ref;
  if (call.cost_source !== 'unknown' || ref === undefined) return call;
  const known = (await readCatalogue(core)).find(({ entry }) => refOf(entry) === ref);
  return priced(call, known?.entry);
}

type Taken = Pick<
  RunModelUse,
  'is_local' | 'input_tokens' | 'cached_tokens' | 'output_tokens' | 'cost_micros' | 'cost_source'
>;

function priced<T extends Taken>(use: T, entry: CatalogueEntry | undefined): T {
  const { input_tokens: input, cached_tokens: cachedInput, output_tokens: output } = use;
  const micros = entry === undefined ? null : costOf({ input, cachedInput, output }, entry);
  // What is free at the server's provider of that name may be none of the runner's.
  if (micros === null || (micros === 0 && use.is_local !== true)) return use;
  return { ...use, cost_micros: Math.max(micros, use.cost_micros ?? 0), cost_source: 'computed' };
}

/** Enters what could not be entered when it was taken into the ledger and the budgets. */
export async function enterModelUses(
  w: Write,
  { run, task }: { run: RunRow; task: TaskRow },
  uses: readonly RunModelUse[],
): Promise<void> {
  if (uses.length === 0) return;
  const agents = new Map((await listAgentRows(w.tx, run.project_id)).map(({ name, id }) => [name, id]));
  for (const use of uses) {
    const agentId = use.reviewer === null ? run.agent_id : (agents.get(use.reviewer) ?? null);
    const scope = scopeOf(run, task, { reviewer: use.reviewer, agentId });
    await enterCall(w, toCall(run, use, scope));
  }
}

const noPrompt: PromptUse = { prompt_version_id: null, experiment_id: null, arm: null };

function toCall(run: RunRow, use: RunModelUse, scope: ModelCallScope): LedgerCall {
  const {
    reviewer: _reviewer,
    model,
    calls,
    prompt = noPrompt,
    is_entered: _,
    call_id: callId,
    started_at,
    ...taken
  } = use;
  const { status, reason, latency_ms } = use;
  const isOk = status === 'ok';
  return {
    // One of which the answer was lost may be in the ledger already, by this very id.
    id: callId === undefined ? newId() : callIdOf({ runId: run.id, callId }),
    ...{ scope, ...taken },
    ...{ answered_by: isOk ? model : null, re_ask: 0, candidates: [], excluded: [] },
    ...{ more_candidates: 0, more_excluded: 0, more_attempts: 0 },
    attempts: [
      {
        ...{ ref: model, outcome: isOk ? 'ok' : 'failed', reason, detail: null, http_status: null },
        ...{ waited_ms: 0, first_token_ms: null, latency_ms },
      },
    ],
    ...{ is_cache_hit: false, saved_micros: null, best_micros: null },
    ...prompt,
    warnings: [
      `The runner called this model by itself: ${calls} ${calls === 1 ? 'call' : 'calls'} in one record.`,
    ],
    // By the clock of the database, as the budgets of the day are.
    started_at:
      started_at === undefined
        ? iso(run.started_at ?? run.created_at)
        : startOf({ startedAt: started_at }, run),
  };
}
