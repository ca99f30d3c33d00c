import { BudgetRules, type BudgetState, type InstallationBudgets } from '@overmind/contracts/entities/budget';
import { notFound } from '@overmind/contracts/errors';
import { isoOrNull } from '@overmind/db/database';
import { findDiscussionRow } from '@overmind/db/queries/discussions/discussions';
import { findRunRow } from '@overmind/db/queries/execution/runs';
import {
  findInstallationBudgets,
  findToday,
  listCounters,
  lockInstallationBudgets,
  putInstallationBudgets,
} from '@overmind/db/queries/models/budgets';
import { findSpec } from '@overmind/db/queries/specs/specs';
import type { Call } from '../call.ts';
import type { Core } from '../core.ts';
import { requireVersion, write } from '../write.ts';
import { findBudgetScopes } from './scopes.ts';

/** A run, a discussion or a spec of the project whose budget is asked for, too. */
interface BudgetsOf {
  run?: string | undefined;
  discussion?: string | undefined;
  spec?: string | undefined;
}

/** Throws `not_found` for what is of another project. */
async function requireWithin(
  core: Core,
  projectId: string,
  { run, discussion, spec }: BudgetsOf,
): Promise<void> {
  if (run !== undefined && (await findRunRow(core.db, run))?.project_id !== projectId) throw notFound('run');
  if (discussion !== undefined && (await findDiscussionRow(core.db, discussion))?.project_id !== projectId)
    throw notFound('discussion');
  if (spec !== undefined && (await findSpec(core.db, spec))?.project_id !== projectId) throw notFound('spec');
}

/** How the budgets of a project as a whole stand: of today, and of all time. */
export async function listProjectBudgets(
  core: Core,
  projectId: string,
  within: BudgetsOf = {},
): Promise<BudgetState[]> {
  await requireWithin(core, projectId, within);
  const { run: run_id = null, discussion: discussion_id = null, spec: spec_id = null } = within;
  const of = { project_id: projectId, run_id, discussion_id, spec_id };
  const all = await findBudgetScopes(core.db, of, await findToday(core.db));
  const scopes = all.filter(({ kind }) => kind !== 'installation_day');
  const names = scopes.map(({ scope }) => scope);
  const counters = new Map((await listCounters(core.db, names)).map((counter) => [counter.scope, counter]));
  return scopes.map(({ kind, scope, limits }) => {
    const counter = counters.get(scope);
    return {
      ...{
        kind,
        ...limits,
        spent_micros: counter?.spent_micros ?? 0,
        held_micros: counter?.held_micros ?? 0,
      },
      warned_at: isoOrNull(counter?.warned_at ?? null),
    };
  });
}

export async function getInstallationBudgets(core: Core): Promise<InstallationBudgets> {
  const { budgets, version } = await findInstallationBudgets(core.db);
  return { budgets: BudgetRules.parse(budgets), version };
}

export const setInstallationBudgets = (
  core: Core,
  call: Call,
  budgets: BudgetRules,
): Promise<InstallationBudgets> =>
  write(core, call, async (w) => {
    const { version } = await lockInstallationBudgets(w.tx);
    requireVersion(call, version);
    await putInstallationBudgets(w.tx, budgets);
    w.audit('budgets.changed', null, null, { budgets });
    return { budgets, version: version + 1 };
  });
