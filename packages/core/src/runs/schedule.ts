import { type Agent, commandChecks, reviewerChecks } from '@overmind/contracts/entities/agent';
import { newId } from '@overmind/db/database';
import {
  countAttempts,
  findLatestCompletedRun,
  findLostSession,
  insertRun,
  type RunPayload,
  type RunRow,
} from '@overmind/db/queries/execution/runs';
import { settingsOf } from '@overmind/db/queries/projects/projects';
import { listFeedback } from '@overmind/db/queries/work/task-events';
import { type TaskRow, updateTaskRow } from '@overmind/db/queries/work/tasks';
import type { RowOf } from '@overmind/db/schema';
import { sql } from 'kysely';
import { topics } from '../bus/bus.ts';
import { emitTask } from '../tasks/move.ts';
import type { Write } from '../write.ts';
import { emitRun } from './end.ts';

/** The repository an agent works in. */
export const repositoryOf = (
  project: Pick<RowOf<'projects'>, 'default_repo_path'>,
  agent: Agent,
): string | null => agent.config.repo_path ?? project.default_repo_path;

export const branchName = (taskKey: string, attempt: number): string =>
  `overmind/${taskKey.toLowerCase()}/${attempt}`;

/** The result that changes were asked for: the next attempt goes on from it rather than from nothing. */
async function startCommitOf(w: Write, task: TaskRow, repoPath: string): Promise<string | null> {
  const run = await findLatestCompletedRun(w.tx, task.id);
  const hasChanges = run !== null && run.head_commit !== run.base_commit;
  return hasChanges && run.repo_path === repoPath ? run.head_commit : null;
}

/** Queues a run of a queued task for whichever runner takes it first. */
export async function scheduleRun(
  w: Write,
  project: RowOf<'projects'>,
  task: TaskRow,
  agent: Agent,
): Promise<{ run: RunRow; task: TaskRow }> {
  const repoPath = repositoryOf(project, agent);
  if (repoPath === null) throw new Error('the plan scheduled a task without a repository');
  const attempt = (await countAttempts(w.tx, task.id)) + 1;
  const id = newId();
  const branch = branchName(task.key, attempt);
  const feedback = await listFeedback(w.tx, task.id);
  const { key, title, description, acceptance_criteria, type } = task;
  const payload: RunPayload = {
    run: { id, attempt, branch },
    task: { id: task.id, key, title, description, acceptance_criteria, type },
    agent: { id: agent.id, name: agent.name, config: agent.config },
    project: { id: project.id, name: project.name },
    repo_path: repoPath,
    base_branch: settingsOf(project).base_branch,
    origin: task.origin,
    start_commit: await startCommitOf(w, task, repoPath),
    resume:
      agent.config.executor === 'acp'
        ? await findLostSession(w.tx, { taskId: task.id, agentId: agent.id })
        : null,
    commands: agent.config.commands,
    checks: commandChecks(agent.config.checks),
    // Who they are is looked up when a runner takes the job.
    reviewers: reviewerChecks(agent.config.checks).map((check) => ({ ...check, agent: null, problem: '' })),
    feedback,
  };
  const run = await insertRun(w.tx, {
    id,
    project_id: project.id,
    agent_id: agent.id,
    task_id: task.id,
    attempt,
    repo_path: repoPath,
    labels: agent.config.labels,
    branch,
    executor: agent.config.executor,
    payload,
  });
  emitRun(w, 'agent.run.queued', run);
  const scheduled = await updateTaskRow(w.tx, task.id, {
    latest_run_id: run.id,
    status_reason: null,
    attempts: sql`attempts + 1`,
  });
  emitTask(w, scheduled);
  w.publish(topics.runsQueued, '');
  return { run, task: scheduled };
}
