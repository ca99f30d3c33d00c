import type { noProject, Usage, UsageGroup } from '@overmind/contracts/entities/model-call';
import { AppError } from '@overmind/contracts/errors';
import { findToday } from '@overmind/db/queries/models/budgets';
import { listUsage, sumUsage } from '@overmind/db/queries/models/usage';
import { boundOf, type Call, userIdOf } from '../call.ts';
import type { Core } from '../core.ts';

/** A member of nothing. */
const nobody = '00000000-0000-0000-0000-000000000000';
const dayMs = 86_400_000;
const shownDays = 30;
const mostDays = 366;

export interface UsageQuery {
  group_by: UsageGroup;
  from?: string | undefined;
  to?: string | undefined;
  project?: string | typeof noProject | undefined;
  limit: number;
}

const addDays = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);

async function findRange(core: Core, { from, to }: UsageQuery): Promise<{ from: string; to: string }> {
  const end = to ?? (await findToday(core.db));
  const start = from ?? addDays(end, 1 - shownDays);
  if (start <= end && addDays(start, mostDays) > end) return { from: start, to: end };
  const detail = `Ask for 1 to ${mostDays} days; "from" is not after "to".`;
  throw new AppError('malformed', detail, { errors: [{ pointer: '/from', detail }] });
}

/**
 * Sums of the ledger. Who is no administrator sees the projects that they are a member of; a token that is bound to a
 * project shows that one alone. What belongs to no project is shown to administrators.
 */
export async function getUsage(core: Core, call: Call, query: UsageQuery): Promise<Usage> {
  const range = await findRange(core, query);
  const { actor } = call;
  const seesAll = actor.kind === 'user' && actor.isAdmin;
  const bound = boundOf(call);
  const isElsewhere = bound !== null && query.project !== undefined && query.project !== bound;
  const memberId = isElsewhere ? nobody : seesAll ? null : (userIdOf(call) ?? nobody);
  const filter = { ...range, projectId: query.project ?? bound, memberId };
  const items = await listUsage(core.db, query.group_by, filter, query.limit);
  return { group_by: query.group_by, ...range, items, total: await sumUsage(core.db, filter) };
}
