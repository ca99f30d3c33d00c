import type { Message } from '@overmind/contracts/entities/conversation';
import type { InboxItem } from '@overmind/contracts/entities/inbox';
import type { Permission } from '@overmind/contracts/entities/permission';
import { mergeTask, rebaseMerge } from '@overmind/contracts/routes/merges';
import { decideRunPermission } from '@overmind/contracts/routes/runs';
import { postMessage } from '@overmind/contracts/routes/talk';
import { approveTask, cancelTask, rejectTask, retryTask } from '@overmind/contracts/routes/tasks';
import { partingApi } from '#lib/api/client.ts';
import { sendOnce } from '#lib/api/use-route.ts';

export type Act =
  | ('approve' | 'reject' | 'retry' | 'unblock' | 'cancel')
  | ('allow' | 'deny')
  | ('rebase' | 'merge');
/** `words` are what to change, the answer to a question, or the id of a permission's option. */
export type Decision = { act: Act | 'answer' | 'option'; words: string };

/** What can be decided about an item, the likeliest first. */
export function actsOf(item: InboxItem): readonly Act[] {
  if (!item.can_decide) return [];
  switch (item.kind) {
    case 'review':
      return ['approve', 'reject', 'cancel'];
    case 'failed':
      return ['retry', 'cancel'];
    case 'blocked':
      return ['unblock', 'cancel'];
    case 'permission':
      return item.permission?.options.some(({ kind }) => kind.startsWith('allow'))
        ? ['allow', 'deny']
        : ['deny'];
    case 'merge':
      return item.merge?.status === 'conflict' ? ['rebase', 'merge'] : ['merge'];
    case 'question':
      return [];
  }
}

export const actKeys: Record<Act, string> = {
  approve: 'a',
  reject: 'r',
  retry: 't',
  unblock: 'u',
  cancel: 'c',
  allow: 'a',
  deny: 'd',
  rebase: 'b',
  merge: 'm',
};

/** Carries a decision out, also while the page is being left. */
export async function decide(item: InboxItem, decision: Decision): Promise<unknown> {
  const { task, message, permission, merge } = item;
  if (message !== null) return answer(message, decision.words);
  if (permission !== null) return answerPermission(permission, decision);
  if (merge !== null && decision.act === 'rebase')
    return sendOnce(rebaseMerge, { params: { id: merge.id } }, partingApi);
  return task === null ? undefined : decideTask(task.id, item.run, decision);
}

const answer = (message: Message, words: string): Promise<unknown> =>
  sendOnce(postMessage, { params: { id: message.conversation_id }, body: { content: words } }, partingApi);

function answerPermission(permission: Permission, { act, words }: Decision): Promise<unknown> {
  const params = { id: permission.run_id, request_id: permission.id };
  const body =
    act === 'option' ? { option_id: words } : { decision: act === 'allow' ? act : ('deny' as const) };
  return sendOnce(decideRunPermission, { params, body }, partingApi);
}

/** An approval binds to the commit whose evidence was on screen. */
async function decideTask(id: string, run: InboxItem['run'], { act, words }: Decision): Promise<unknown> {
  const params = { id };
  switch (act) {
    case 'approve': {
      const body = run === null ? {} : { run_id: run.id, head_commit: run.head_commit };
      return sendOnce(approveTask, { params, body }, partingApi);
    }
    case 'reject':
      return sendOnce(rejectTask, { params, body: { reason: words } }, partingApi);
    case 'retry':
    case 'unblock':
      return sendOnce(retryTask, { params }, partingApi);
    case 'cancel':
      return sendOnce(cancelTask, { params, body: {} }, partingApi);
    case 'merge':
      return sendOnce(mergeTask, { params, body: {} }, partingApi);
    default:
      return undefined;
  }
}
