import type { PromptUse } from '@overmind/contracts/entities/model-call';
import type { RunCallHold, RunModelCall } from '@overmind/contracts/routes/runner-model-calls';
import { listAgentRows } from '@overmind/db/queries/projects/agents';
import type { Call } from '../call.ts';
import type { Core } from '../core.ts';
import { enterCall } from '../model-calls/record.ts';
import { BudgetExhausted, reserveIn, tellOfStops } from '../model-calls/reserve.ts';
import { type Write, write } from '../write.ts';
import { callIdOf, scopeOf, startOf } from './call-of-run.ts';
import { requireLease } from './complete.ts';
import { pricedCall } from './model-uses.ts';
import { lockRunWithTask } from './settle.ts';

interface OfRun {
  runId: string;
  leaseToken: string;
  callId: string;
  startedAt: string | null;
}

/** Longer than a call of a runner may last. With its run it ends at once. */
const holdMs = 2 * 3_600_000;

/**
 * Sets aside what a call of a runner may take, in every budget that it takes from, as the server does for its own. Throws
 * `stale_lease` unless the runner holds the run.
 */
export async function holdForRunCall(
  core: Core,
  call: Call,
  input: OfRun & { micros: number | null; takenMicros: number },
): Promise<RunCallHold> {
  const { micros, takenMicros } = input;
  const most = micros === null ? null : Math.min(Number.MAX_SAFE_INTEGER, micros + takenMicros);
  try {
    return await write(core, { ...call, idempotency: null }, async (w) => {
      const { run, task } = await lockRunWithTask(w, input.runId);
      requireLease(w, run, input.leaseToken);
      const startedAt = startOf(input, run);
      const scope = scopeOf(run, task, { reviewer: null, agentId: run.agent_id });
      const reservation = { callId: callIdOf(input), scope, startedAt, micros: most, holdMs };
      const { warnings } = await reserveIn(w, reservation);
      return { ok: true, started_at: startedAt, warnings };
    });
  } catch (error) {
    if (!(error instanceof BudgetExhausted)) throw error;
    await tellOfStops(core, error);
    return { ok: false, detail: error.why, is_held: error.isHeld };
  }
}

/** Enters a call of a runner into the ledger and the budgets, in the place of what was set aside for it. */
export async function enterRunCall(
  core: Core,
  call: Call,
  input: OfRun & { reviewer: string | null; call: RunModelCall; prompt?: PromptUse | undefined },
): Promise<void> {
  const priced = await pricedCall(core, input.call);
  await write(core, { ...call, idempotency: null }, async (w) => {
    const { run, task } = await lockRunWithTask(w, input.runId);
    requireLease(w, run, input.leaseToken);
    const { reviewer } = input;
    const agentId = reviewer === null ? run.agent_id : await findAgentId(w, run.project_id, reviewer);
    const scope = scopeOf(run, task, { reviewer, agentId });
    const of = { id: callIdOf(input), scope, started_at: startOf(input, run) };
    await enterCall(w, { ...priced, ...input.prompt, ...of });
  });
}

const findAgentId = async (w: Write, projectId: string, name: string): Promise<string | null> =>
  (await listAgentRows(w.tx, projectId)).find((agent) => agent.name === name)?.id ?? null;
