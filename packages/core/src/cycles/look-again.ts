import type { Agent } from '@overmind/contracts/entities/agent';
import { listAgentRows } from '@overmind/db/queries/projects/agents';
import { getServerTime } from '@overmind/db/queries/system';
import {
  clearPassedTimers,
  listAgentsWithReadyTasks,
  listCandidates,
} from '@overmind/db/queries/work/candidates';
import { recountTasks } from '@overmind/db/queries/work/counts';
import {
  hasLooks,
  listDependencyStates,
  listTasksWithQueuedRun,
  lookAtOpenTasks,
  takeLooks,
  updateReadiness,
} from '@overmind/db/queries/work/looks';
import { lockTasks, type TaskRow, updateTaskRow } from '@overmind/db/queries/work/tasks';
import { chooseAgent } from '@overmind/domain/agents/choose';
import { judgeReadiness } from '@overmind/domain/scheduling/readiness';
import { finalTaskStatuses } from '@overmind/domain/tasks/lifecycle';
import { withdrawQueuedRun } from '../runs/withdraw.ts';
import { toChoosable, wordsOf } from '../tasks/create.ts';
import { emitTask, moveTask } from '../tasks/move.ts';
import type { Write } from '../write.ts';
import type { TaskLine } from './done.ts';

/** Tasks that one cycle looks at again; the next one goes on with the rest. */
const maxLooks = 1_000;

interface Looked {
  canceled: { task: TaskLine; reason: string }[];
  unblocked: number;
  /** There is more than one cycle's worth. */
  isMore: boolean;
}

interface Change {
  id: string;
  isReady: boolean;
  reason: string | null;
}

/** Looks at the tasks whose dependencies or agents moved: which may start now, which wait for what, which never will. */
export async function lookAgain(w: Write, projectId: string, isFull: boolean): Promise<Looked> {
  if (isFull) {
    await recountTasks(w.tx, projectId);
    await lookAtOpenTasks(w.tx, projectId);
  }
  await clearPassedTimers(w.tx, projectId, await getServerTime(w.tx));
  const looked: Looked = { canceled: [], unblocked: 0, isMore: false };
  // A task that is canceled here has others looked at that wait for it.
  for (let left = maxLooks; left > 0; ) {
    const ids = await takeLooks(w.tx, projectId, left);
    if (ids.length === 0) return looked;
    left -= ids.length;
    await lookAtTasks(w, projectId, ids, looked);
  }
  looked.isMore = await hasLooks(w.tx, projectId);
  return looked;
}

async function lookAtTasks(w: Write, projectId: string, ids: string[], looked: Looked): Promise<void> {
  const tasks = (await lockTasks(w.tx, ids)).filter((task) => !finalTaskStatuses.includes(task.status));
  const states = await listDependencyStates(
    w.tx,
    tasks.map((task) => task.id),
  );
  const withRun = await listTasksWithQueuedRun(w.tx, ids);
  const changes: Change[] = [];
  for (const task of tasks) {
    const readiness = judgeReadiness(task.after, states.get(task.id) ?? []);
    const isWaiting = task.status === 'queued' || task.status === 'blocked';
    if (readiness.kind === 'needless' && isWaiting) {
      await cancelNeedless(w, task, readiness.reason);
      looked.canceled.push({ task, reason: readiness.reason });
      continue;
    }
    const isReady = readiness.kind === 'ready';
    if (!isReady && withRun.has(task.id)) await withdrawQueuedRun(w, task, `It ${readiness.reason}.`);
    if (isReady && !task.is_ready) looked.unblocked += 1;
    const change = { id: task.id, isReady, reason: reasonAfter(task, isReady ? null : readiness.reason) };
    if (change.isReady !== task.is_ready || change.reason !== task.status_reason) changes.push(change);
  }
  for (const task of await updateReadiness(w.tx, changes)) emitTask(w, task);
  await offer(
    w,
    tasks.filter((task) => task.status === 'queued'),
    await listAgentRows(w.tx, projectId),
  );
}

/** Only a queued task's reason tells what it waits for; that of one which need not wait any more goes with it. */
function reasonAfter(task: TaskRow, waitsFor: string | null): string | null {
  if (task.status !== 'queued') return task.status_reason;
  return waitsFor ?? (task.is_ready ? task.status_reason : null);
}

async function cancelNeedless(w: Write, task: TaskRow, reason: string): Promise<void> {
  await withdrawQueuedRun(w, task, `${reason}.`);
  await moveTask(w, task, 'canceled', { reason });
}

/** Gives tasks that nobody does, or whose agent was removed, to whoever can do them. Answers how many were given. */
async function offer(w: Write, tasks: readonly TaskRow[], agents: readonly Agent[]): Promise<number> {
  const known = new Set<string | null>(agents.map((agent) => agent.id));
  let given = 0;
  for (const task of tasks.filter((each) => !known.has(each.assigned_agent_id))) {
    const name = chooseAgent(task.type, wordsOf(task), agents.map(toChoosable));
    const agent = agents.find((each) => each.name === name);
    if (!agent) continue;
    emitTask(w, await updateTaskRow(w.tx, task.id, { assigned_agent_id: agent.id }));
    given += 1;
  }
  return given;
}

const maxOffered = 10;

/**
 * Offers the oldest ready tasks that nobody does. An agent that comes or goes has all of them looked at; this is
 * for the ones that were made at the same moment. True when some were given and there may be more.
 */
export async function offerUnassigned(w: Write, projectId: string): Promise<boolean> {
  const agents = await listAgentRows(w.tx, projectId);
  const known = new Set<string | null>(agents.map((agent) => agent.id));
  const agentIds = (await listAgentsWithReadyTasks(w.tx, projectId)).filter((id) => !known.has(id));
  const now = await getServerTime(w.tx);
  const found = await listCandidates(w.tx, { projectId, agentIds, perGroup: maxOffered, now });
  const tasks = await lockTasks(
    w.tx,
    found.map((task) => task.id),
  );
  const given = await offer(
    w,
    tasks.filter((task) => task.status === 'queued'),
    agents,
  );
  return given >= maxOffered;
}
