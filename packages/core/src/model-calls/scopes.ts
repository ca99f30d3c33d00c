import {
  type BudgetKind,
  type BudgetLimits,
  BudgetRules,
  ProjectBudgets,
} from '@overmind/contracts/entities/budget';
import type { TurnPurpose } from '@overmind/contracts/entities/discussion-turn';
import type { ModelCallScope } from '@overmind/contracts/entities/model';
import type { Db } from '@overmind/db/database';
import { findDiscussionLimit } from '@overmind/db/queries/discussions/discussions';
import { type CounterKey, findInstallationBudgets } from '@overmind/db/queries/models/budgets';
import { findProjectRow, settingsOf } from '@overmind/db/queries/projects/projects';

/** A budget that a call takes from, with the row that counts what is spent. */
export interface BudgetScope extends CounterKey {
  kind: BudgetKind;
  limits: BudgetLimits;
  /** Calls whose price nobody knows may take from it all the same. */
  takesUnknown?: boolean;
  /** A share of it, and at least as much as this call may take, is kept for what comes later. */
  keeps?: { share: number; for: string };
}

/** Whose budgets: what of a call's scope they hang on. */
type BudgetOwner = Pick<ModelCallScope, 'project_id' | 'run_id' | 'discussion_id' | 'spec_id'> &
  Partial<Pick<ModelCallScope, 'purpose'>>;

/** As they are told to people. */
export const budgetNames: Record<BudgetKind, string> = {
  installation_day: "the day's budget of this installation",
  project: 'the budget of the project',
  day: "the day's budget of the project",
  run: 'the budget of the run',
  discussion: 'the budget of the discussion',
  spec: 'the budget of the spec',
};

async function limitsOf(db: Db, projectId: string | null) {
  const project = projectId === null ? null : await findProjectRow(db, projectId);
  const rules = project ? settingsOf(project).budgets : ProjectBudgets.parse({});
  const installation = BudgetRules.parse((await findInstallationBudgets(db)).budgets);
  return { ...rules, installation_day: installation.day };
}

/** The day in UTC whose budgets a call takes from, until it ends, from when it began. */
export const dayOf = (startedAt: string): string => new Date(startedAt).toISOString().slice(0, 10);

/** Every call of a run takes from this one, whatever else it takes from. */
export const runScope = (runId: string): string => `run:${runId}`;

/** Every budget that a call of this scope takes from on that day. */
export async function findBudgetScopes(
  db: Db,
  { project_id, run_id, discussion_id, spec_id, purpose }: BudgetOwner,
  day: string,
): Promise<BudgetScope[]> {
  const limits = await limitsOf(db, project_id);
  const of = (kind: BudgetKind, scope: string, onDay: string | null = null): BudgetScope => ({
    ...{ kind, scope, day: onDay, limits: limits[kind] },
    project_id: kind === 'installation_day' ? null : project_id,
  });
  const ofProject = [of('project', `project:${project_id}`), of('day', `project:${project_id}:${day}`, day)];
  return [
    of('installation_day', `day:${day}`, day),
    ...(project_id === null ? [] : ofProject),
    ...(run_id === null ? [] : [of('run', runScope(run_id))]),
    ...(discussion_id === null ? [] : [await ofDiscussion(db, { id: discussion_id, purpose }, of)]),
    ...(spec_id === null ? [] : [of('spec', `spec:${spec_id}`)]),
  ];
}

/**
 * What a discussion may cost by its own settings no call of it may break, whatever its project allows. Models without
 * a known price are refused only where its project has a limit, or where it may cost nothing.
 */
async function ofDiscussion(
  db: Db,
  { id, purpose }: { id: string; purpose: string | undefined },
  of: (kind: BudgetKind, scope: string) => BudgetScope,
): Promise<BudgetScope> {
  const scope = of('discussion', `discussion:${id}`);
  const own = await findDiscussionLimit(db, id);
  if (own === null) return scope;
  const { soft_micros, hard_micros } = scope.limits;
  return {
    ...scope,
    limits: { soft_micros, hard_micros: Math.min(own, hard_micros ?? own) },
    takesUnknown: hard_micros === null && own > 0,
    ...(purpose !== undefined && talk.has(purpose) ? { keeps: { share: votesShare, for: 'the vote' } } : {}),
  };
}

/** Turns that come before something is to be decided; the others find what these left. */
export const talkPurposes: readonly TurnPurpose[] = [
  ...(['clarify', 'explore', 'discuss', 'answer_user', 'summarise'] as const),
];
const talk = new Set(talkPurposes.map((purpose) => `discussion.${purpose}`));
const votesShare = 0.3;
