import { type BulkTaskAct, BulkTaskResult } from '@overmind/contracts/entities/task';
import { AppError, notFound } from '@overmind/contracts/errors';
import { findTaskRow } from '@overmind/db/queries/work/tasks';
import type { Call } from '../call.ts';
import type { Core } from '../core.ts';
import { runTaskNow } from '../runs/run-now.ts';
import { findReplay, write } from '../write.ts';
import { cancelTask } from './cancel.ts';
import { retryTask } from './retry.ts';
import { approveTask, rejectTask } from './review.ts';
import { updateTask } from './update.ts';

type Result = BulkTaskResult['results'][number];

/** The verb that does this to one task. */
function actOnOne(core: Core, call: Call, input: BulkTaskAct, id: string): Promise<unknown> {
  switch (input.act) {
    case 'run':
      return runTaskNow(core, call, id);
    case 'retry':
      return retryTask(core, call, id);
    case 'approve':
      return approveTask(core, call, id, {});
    case 'cancel':
      return cancelTask(core, call, id, input.reason);
    case 'reject':
      return rejectTask(core, call, id, input.reason);
    case 'block':
      return updateTask(core, call, id, { status: 'blocked', reason: input.reason });
    case 'prioritize':
      return updateTask(core, call, id, { priority: input.priority });
    case 'assign':
      return updateTask(core, call, id, { agent: input.agent });
  }
}

/** A key of its own for each task: a repeat after a crash does only what is missing. No caller's key has a space. */
const callFor = (call: Call, id: string): Call => ({
  ...call,
  ifMatch: null,
  idempotency: call.idempotency && { ...call.idempotency, key: `${call.idempotency.key} ${id}` },
});

async function tryOne(
  core: Core,
  call: Call,
  { projectId, id, input }: { projectId: string; id: string; input: BulkTaskAct },
): Promise<Result> {
  try {
    const task = await findTaskRow(core.db, id);
    if (task?.project_id !== projectId) throw notFound('task');
    await actOnOne(core, callFor(call, id), input, id);
    return { id, ok: true, detail: null, rule: null };
  } catch (error) {
    const isAnswer = error instanceof AppError && error.status < 500 && error.code !== 'in_progress';
    if (!isAnswer) throw error;
    return { id, ok: false, detail: error.message, rule: error.rule ?? null };
  }
}

/** Does the same to many tasks of a project, one after the other, each as a change of its own. */
export async function actOnTasks(
  core: Core,
  call: Call,
  projectId: string,
  input: BulkTaskAct,
): Promise<BulkTaskResult> {
  const earlier = await findReplay(core, call);
  if (earlier) return BulkTaskResult.parse(earlier.result);
  const results: Result[] = [];
  for (const id of new Set(input.ids)) results.push(await tryOne(core, call, { projectId, id, input }));
  return write(core, { ...call, ifMatch: null }, (w) => {
    const done = results.filter((result) => result.ok).map((result) => result.id);
    w.audit('tasks.bulk', null, projectId, { act: input.act, asked: results.length, done });
    return Promise.resolve({ results });
  });
}
