import { type Agent, type AgentConfig, isReviewerCheck } from '@overmind/contracts/entities/agent';
import type { ReviewerJob } from '@overmind/contracts/entities/run';
import { AppError } from '@overmind/contracts/errors';
import type { Db } from '@overmind/db/database';
import { listAgentRows } from '@overmind/db/queries/projects/agents';

/** Why this agent cannot review the work of the other, as a sentence; null when it can. */
function problemOf(name: string, reviewer: Agent | undefined, reviewed: string): string | null {
  if (name === reviewed) return `Agent "${name}" cannot review its own work.`;
  if (reviewer === undefined) return `There is no agent "${name}" in this project to review the work.`;
  if (!reviewer.is_enabled) return `The reviewer "${name}" is disabled.`;
  return reviewer.config.executor === 'model'
    ? null
    : `A reviewer must be an agent with the executor "model", and "${name}" has "${reviewer.config.executor}".`;
}

/** Throws `invalid` with a pointer to the first check whose reviewer cannot review. */
export async function requireReviewers(
  db: Db,
  projectId: string,
  { name, config }: { name: string; config: AgentConfig },
): Promise<void> {
  if (!config.checks.some(isReviewerCheck)) return;
  const agents = await listAgentRows(db, projectId);
  for (const [index, check] of config.checks.entries()) {
    if (!isReviewerCheck(check)) continue;
    const { reviewer } = check;
    const found = agents.find((agent) => agent.name === reviewer);
    const detail = problemOf(reviewer, found, name);
    const pointer = `/config/checks/${index}/reviewer`;
    if (detail !== null)
      throw new AppError('invalid', detail, { rule: 'agent.reviewer', errors: [{ pointer, detail }] });
  }
}

/** The reviewers of a job as they are now; one that cannot review any more is told with the reason. */
export async function resolveReviewers(
  db: Db,
  projectId: string,
  reviewed: string,
  /** Absent in jobs that were queued before there were reviewers. */
  reviewers: readonly ReviewerJob[] = [],
): Promise<ReviewerJob[]> {
  if (reviewers.length === 0) return [];
  const agents = await listAgentRows(db, projectId);
  return reviewers.map((job) => {
    const found = agents.find((agent) => agent.name === job.reviewer);
    const problem = problemOf(job.reviewer, found, reviewed);
    if (problem !== null || found === undefined) return { ...job, agent: null, problem: problem ?? '' };
    return { ...job, agent: { id: found.id, config: found.config }, problem: '' };
  });
}
