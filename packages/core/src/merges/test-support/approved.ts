import { randomBytes } from 'node:crypto';
import type { Task } from '@overmind/contracts/entities/task';
import type { Call } from '../../call.ts';
import type { Core } from '../../core.ts';
import { approveTask } from '../../tasks/review.ts';
import { finish, type MadeProject, makeTask, startRuns, success } from '../../test-support/makers.ts';

export const newCommit = (): string => randomBytes(20).toString('hex');

/** A task in review with a result of its own. */
export async function makeReviewed(
  core: Core,
  made: MadeProject,
  runner: Call,
  agent = 'backend',
): Promise<{ task: Task; head: string; runId: string }> {
  const task = await makeTask(core, made, { agent });
  const job = (await startRuns(core, made, runner)).find((each) => each.task.id === task.id);
  if (!job) throw new Error('the task was not claimed');
  const head = newCommit();
  const branch = job.run.branch;
  await finish(core, runner, job, { ...success, head_commit: head, branch });
  return { task, head, runId: job.run.id };
}

export async function makeApproved(core: Core, made: MadeProject, runner: Call, agent = 'backend') {
  const reviewed = await makeReviewed(core, made, runner, agent);
  await approveTask(core, made.owner, reviewed.task.id, {});
  return reviewed;
}

/** As many as the limits of a project let run at once. */
const atOnce = 20;

/** A lot of approved tasks, the oldest first, that were worked on together. */
export async function makeManyApproved(
  core: Core,
  made: MadeProject,
  runner: Call,
  count: number,
): Promise<Task[]> {
  const tasks: Task[] = [];
  while (tasks.length < count) {
    const batch: Task[] = [];
    const size = Math.min(atOnce, count - tasks.length);
    while (batch.length < size) batch.push(await makeTask(core, made));
    for (const job of await startRuns(core, made, runner))
      await finish(core, runner, job, { ...success, head_commit: newCommit(), branch: job.run.branch });
    for (const { id } of batch) await approveTask(core, made.owner, id, {});
    tasks.push(...batch);
  }
  return tasks;
}
