import type { InboxItem } from '@overmind/contracts/entities/inbox';
import { postMessage } from '@overmind/contracts/routes/talk';
import { approveTask, cancelTask, rejectTask, retryTask } from '@overmind/contracts/routes/tasks';
import { partingApi } from '#lib/api/client.ts';
import { sendOnce } from '#lib/api/use-route.ts';

export type TaskAct = 'approve' | 'reject' | 'retry' | 'unblock' | 'cancel';
export type Decision = { act: TaskAct; words: string } | { act: 'answer'; words: string };

/** What can be decided about an item, the likeliest first. */
export function actsOf(item: InboxItem): readonly TaskAct[] {
  if (!item.can_decide || item.task === null) return [];
  switch (item.kind) {
    case 'review':
      return ['approve', 'reject', 'cancel'];
    case 'failed':
      return ['retry', 'cancel'];
    case 'blocked':
      return ['unblock', 'cancel'];
    case 'question':
      return [];
  }
}

export const actKeys: Record<TaskAct, string> = {
  approve: 'a',
  reject: 'r',
  retry: 't',
  unblock: 'u',
  cancel: 'c',
};

/**
 * Carries a decision out, also while the page is being left. An approval binds to the commit whose evidence was on
 * screen.
 */
export async function decide({ task, run, message }: InboxItem, decision: Decision): Promise<unknown> {
  if (decision.act === 'answer') {
    if (message === null) return undefined;
    const params = { id: message.conversation_id };
    return sendOnce(postMessage, { params, body: { content: decision.words } }, partingApi);
  }
  if (task === null) return undefined;
  const params = { id: task.id };
  switch (decision.act) {
    case 'approve': {
      const body = run === null ? {} : { run_id: run.id, head_commit: run.head_commit };
      return sendOnce(approveTask, { params, body }, partingApi);
    }
    case 'reject':
      return sendOnce(rejectTask, { params, body: { reason: decision.words } }, partingApi);
    case 'retry':
    case 'unblock':
      return sendOnce(retryTask, { params }, partingApi);
    case 'cancel':
      return sendOnce(cancelTask, { params, body: {} }, partingApi);
  }
}
