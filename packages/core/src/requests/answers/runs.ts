import type { UnderstoodRequest } from '@overmind/contracts/entities/request';
import { listEndedRunFacts } from '@overmind/db/queries/talk/run-facts';
import { type Answer, answerWith } from '../say.ts';
import type { Turn } from '../turn.ts';
import { findTaskFacts } from './find-task-facts.ts';

const maxRuns = 4;

/** How the run that ended last went; of an agent when one is named. */
export async function describeLastRun(turn: Turn, { agent }: UnderstoodRequest): Promise<Answer> {
  const [run] = await listEndedRunFacts(turn.w.tx, turn.projectId, { agent }, 1);
  return answerWith({ kind: 'last_run', run: run ?? null, now: turn.now }, run ? [run] : []);
}

/** What the latest successful runs changed: of named tasks, of an agent, or of all. */
export async function describeChanges(turn: Turn, understood: UnderstoodRequest): Promise<Answer> {
  if (understood.targets.length > 0) {
    const tasks = await findTaskFacts(turn, understood.targets);
    const outcomes = tasks.map((task) => ({ kind: 'task_changes' as const, task }));
    return answerWith({ kind: 'several', outcomes }, tasks);
  }
  const { agent } = understood;
  const runs = await listEndedRunFacts(
    turn.w.tx,
    turn.projectId,
    { agent, statuses: ['completed'] },
    maxRuns,
  );
  return answerWith({ kind: 'changes', runs, agent, now: turn.now }, runs);
}
