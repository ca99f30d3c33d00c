import { listTaskIdsOfRequest } from '@overmind/db/queries/work/control-acts';
import { listTasksByIds } from '@overmind/db/queries/work/tasks';
import { cancelChoice } from '@overmind/domain/replies/choices';
import { named, statusPhrases } from '@overmind/domain/replies/wording';
import { cancelIn } from '../../tasks/cancel.ts';
import type { Turn } from '../turn.ts';
import { cannot, type Undone, undoEach } from './outcome.ts';

/** Cancels what was made from a request and has not started, and says what has. */
export async function undoCreation(turn: Turn, requestId: string | null): Promise<Undone> {
  const { w } = turn;
  const ids = requestId === null ? [] : await listTaskIdsOfRequest(w.tx, requestId);
  const made = (await listTasksByIds(w.tx, ids)).sort((one, other) => one.number - other.number);
  if (made.length === 0) {
    return { lines: ['No new task came of that, so nothing is to be taken back.'], choices: [], tasks: [] };
  }
  const changed = made.map(({ id, key, title }) => ({ id, key, title, was: null, now: null }));
  const undone = await undoEach(turn, changed, async (task) => {
    if (task.status !== 'queued' && task.status !== 'blocked')
      throw cannot(`It ${statusPhrases[task.status]} already.`);
    await cancelIn(w, task, 'Taken back in chat.');
    return `Canceled ${named(task)}.`;
  });
  const running = made.filter((task) => task.status === 'in_progress');
  return { ...undone, choices: running.map((task) => cancelChoice(task.key)) };
}
