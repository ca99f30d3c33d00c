import type { UnderstoodRequest } from '@overmind/contracts/entities/request';
import { findLatestCompletedRun } from '@overmind/db/queries/execution/runs';
import { listTaskIdsByKey } from '@overmind/db/queries/talk/known-tasks';
import { listOffers, type Offer } from '@overmind/db/queries/talk/pending';
import { listed } from '@overmind/domain/requests/acts/sentences';
import { type Answer, answerWith } from '../say.ts';
import type { Turn } from '../turn.ts';
import { actOnTasks } from './on-tasks.ts';

/**
 * An approval is of the result that it was offered for: of tasks that have another one since, it is asked about anew, once.
 */
export async function approve(turn: Turn, understood: UnderstoodRequest): Promise<Answer> {
  const { targets } = understood;
  const renewed = await listRenewed(turn, targets);
  if (renewed.length === 0) return actOnTasks(turn, 'approve', understood);
  const question = `There is a new result of ${listed(renewed)} since I offered to approve it. Shall I approve ${listed(targets)} now?`;
  const yes = { label: 'Yes', say: `yes, approve ${listed(targets)}` };
  return answerWith({ kind: 'clarify', question, choices: [yes, { label: 'No', say: 'never mind' }] });
}

/** Keys of the tasks whose latest result came after their approval was offered for the last time. */
async function listRenewed({ w, projectId, request }: Turn, keys: readonly string[]): Promise<string[]> {
  const { conversation_id: conversationId, message_id: messageId } = request;
  if (conversationId === null || messageId === null) return [];
  const tasks = await listTaskIdsByKey(w.tx, projectId, keys);
  const [oldest] = tasks.map(({ id }) => id).sort();
  if (oldest === undefined) return [];
  const sought = { conversationId, saying: '^(yes, )?approve ', afterId: oldest, beforeId: messageId };
  const offers = await listOffers(w.tx, sought);
  const renewed: string[] = [];
  for (const { id, key } of tasks) {
    const offeredAt = findLastTime(offers, key);
    const run = offeredAt && (await findLatestCompletedRun(w.tx, id));
    if (offeredAt && run?.finished_at && run.finished_at > offeredAt) renewed.push(key);
  }
  return renewed;
}

const findLastTime = (offers: readonly Offer[], key: string): Date | undefined =>
  offers
    .filter(({ say }) => say.split(/[\s,]+/).includes(key))
    .map(({ last_at }) => last_at)
    .sort((one, other) => one.getTime() - other.getTime())
    .at(-1);
