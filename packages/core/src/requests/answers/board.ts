import { readBoard } from '@overmind/db/queries/talk/board';
import { listAgentsWithReadyTasks, listCandidates } from '@overmind/db/queries/work/candidates';
import { type BoardTopic, shownFor } from '@overmind/domain/replies/board';
import { byUrgency } from '@overmind/domain/scheduling/order';
import { isPaused } from '../acts/on-project.ts';
import { type Answer, answerWith } from '../say.ts';
import type { Turn } from '../turn.ts';

const maxShown = 5;

/** What could start next, in the order in which the orchestrator takes it. */
async function listNext({ w, projectId, now }: Turn): Promise<string[]> {
  const agentIds = await listAgentsWithReadyTasks(w.tx, projectId);
  const found = await listCandidates(w.tx, { projectId, agentIds, perGroup: maxShown, now });
  return found
    .map(({ id, priority, created_at: createdAt }) => ({ id, priority, createdAt }))
    .sort(byUrgency(now))
    .slice(0, maxShown)
    .map((task) => task.id);
}

/** How many tasks there are of each status, and the first of those that are asked about. */
export async function describeBoard(turn: Turn, topic: BoardTopic): Promise<Answer> {
  const { counts, tasks } = await readBoard(
    turn.w.tx,
    turn.projectId,
    topic === 'next' ? { ids: await listNext(turn) } : { statuses: shownFor[topic], limit: maxShown },
  );
  const board = { counts, tasks, isPaused: await isPaused(turn), now: turn.now };
  return answerWith({ kind: 'board', topic, board }, tasks);
}
