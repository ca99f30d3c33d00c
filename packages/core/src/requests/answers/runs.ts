import type { UnderstoodRequest } from '@overmind/contracts/entities/request';
import type { RunStatus } from '@overmind/contracts/entities/run';
import { listEndedRunFacts } from '@overmind/db/queries/talk/run-facts';
import type { TaskFacts } from '@overmind/domain/replies/facts';
import type { ReplyOutcome } from '@overmind/domain/replies/outcome';
import { type Answer, answerWith } from '../say.ts';
import type { Turn } from '../turn.ts';
import { findTaskFacts } from './find-task-facts.ts';

const maxRuns = 4;
const successful: readonly RunStatus[] = ['completed'];

/** How the run that ended last went; of an agent when one is named. */
export async function describeLastRun(turn: Turn, { agent }: UnderstoodRequest): Promise<Answer> {
  const [run] = await listEndedRunFacts(turn.w.tx, turn.projectId, { agent }, 1);
  return answerWith({ kind: 'last_run', run: run ?? null, agent, now: turn.now }, run ? [run] : []);
}

/** What the latest successful runs changed: of named tasks, of an agent, or of all. */
export async function describeChanges(turn: Turn, understood: UnderstoodRequest): Promise<Answer> {
  if (understood.targets.length > 0) {
    const tasks = await findTaskFacts(turn, understood.targets);
    const outcomes: ReplyOutcome[] = [];
    for (const task of tasks) outcomes.push(await findChangeOf(turn, task));
    return answerWith({ kind: 'several', outcomes }, tasks);
  }
  const { agent } = understood;
  const runs = await listEndedRunFacts(turn.w.tx, turn.projectId, { agent, statuses: successful }, maxRuns);
  return answerWith({ kind: 'changes', runs, agent, now: turn.now }, runs);
}

async function findChangeOf({ w, projectId }: Turn, task: TaskFacts & { id: string }): Promise<ReplyOutcome> {
  const filter = { taskId: task.id, statuses: successful };
  const [run] = await listEndedRunFacts(w.tx, projectId, filter, 1);
  return { kind: 'task_changes', task, run: run ?? null };
}
