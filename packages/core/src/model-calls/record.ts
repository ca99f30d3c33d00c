import { LedgerCall, type PromptMade } from '@overmind/contracts/entities/model-call';
import { addSpent, deleteHolds } from '@overmind/db/queries/models/budgets';
import { insertCall } from '@overmind/db/queries/models/calls';
import { findKnownPrompt, findKnownScope } from '@overmind/db/queries/models/known-scope';
import { insertPromptInput } from '@overmind/db/queries/models/prompt-inputs';
import { addUsage } from '@overmind/db/queries/models/usage';
import { inDollars } from '@overmind/domain/models/budget';
import type { z } from 'zod';
import { systemCall } from '../call.ts';
import type { Core } from '../core.ts';
import { listOwnKeys } from '../providers/own-keys.ts';
import { type Write, write } from '../write.ts';
import { withKeptRouting } from './kept-routing.ts';
import { keptValues } from './kept-values.ts';
import { lockBudgets, warnOnce } from './locked-budgets.ts';
import { dayOf, findBudgetScopes } from './scopes.ts';
import { withoutUnstorable } from './storable.ts';

/** Puts what the call did take in the place of what was set aside, and warns of soft limits that it passed. */
async function settle(w: Write, call: LedgerCall): Promise<string[]> {
  const taken = call.cost_micros ?? 0;
  const scopes = await findBudgetScopes(w.tx, call.scope, dayOf(call.started_at));
  const locked = await lockBudgets(w, scopes);
  await deleteHolds(w.tx, call.id);
  if (taken === 0) return [];
  await addSpent(
    w.tx,
    scopes.map(({ scope }) => scope),
    taken,
  );
  const warnings = [];
  for (const each of locked) {
    const { name, softMicros, spentMicros } = each.budget;
    const spent = spentMicros + taken;
    if (softMicros === null || spent <= softMicros) continue;
    const warning = `${name} is beyond ${inDollars(softMicros)}: ${inDollars(spent)}`;
    if (await warnOnce(w, each, warning)) warnings.push(warning);
  }
  return warnings;
}

async function keepInput(w: Write, call: LedgerCall, kept: ReturnType<typeof keptValues>): Promise<void> {
  if (kept === null || call.prompt_version_id === null) return;
  await insertPromptInput(w.tx, {
    ...{ callId: call.id, versionId: call.prompt_version_id, projectId: call.scope.project_id },
    ...{ ...kept, startedAt: call.started_at },
  });
}

/** The same as `recordCall`, within a change that is under way; `kept` is what is kept of what its prompt was made with. */
export async function enterCall(
  w: Write,
  input: z.input<typeof LedgerCall>,
  kept: ReturnType<typeof keptValues> = null,
): Promise<{ warnings: string[] }> {
  const parsed = withoutUnstorable(withKeptRouting(LedgerCall.parse(input)));
  const told = { ...parsed, started_at: new Date(parsed.started_at).toISOString() };
  // What was deleted meanwhile leaves its call in the ledger, without its name.
  const call = {
    ...told,
    scope: await findKnownScope(w.tx, told.scope),
    ...(await findKnownPrompt(w.tx, told)),
  };
  if (!(await insertCall(w.tx, call))) return { warnings: [] };
  // What was said in a project that is gone is nobody's to see.
  const isForsaken = call.scope.project_id !== told.scope.project_id;
  if (!isForsaken) await keepInput(w, call, kept);
  await addUsage(w.tx, call);
  // A budget is known by its id alone: that of a run which is gone was taken from all the same.
  const { project_id } = call.scope;
  return { warnings: await settle(w, { ...call, scope: { ...told.scope, project_id } }) };
}

/**
 * Enters a call into the ledger, whatever became of it, with its sums and budgets. The same id is entered once; who
 * does not know whether it was entered may enter it again. `given` is what its prompt was made with.
 */
export async function recordCall(
  core: Core,
  input: z.input<typeof LedgerCall>,
  given: PromptMade['values'] = null,
): Promise<{ warnings: string[] }> {
  const kept = given === null ? null : keptValues(given, await listOwnKeys(core));
  return write(core, systemCall, (w) => enterCall(w, input, kept));
}
