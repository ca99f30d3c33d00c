import type { RunRow } from '@overmind/db/queries/execution/runs';
import { insertMessage } from '@overmind/db/queries/talk/conversations';
import { lockRequest } from '@overmind/db/queries/work/requests';
import type { TaskRow } from '@overmind/db/queries/work/tasks';
import type { Outcome } from '@overmind/domain/runs/outcome';
import type { Write } from '../write.ts';

function sentence(task: TaskRow, run: RunRow, outcome: Outcome): string {
  const result = run.summary || run.status_detail || '';
  switch (outcome.task) {
    case 'done':
      return `**${task.key}** is done. ${result}`;
    case 'needs_review':
      return `**${task.key}** is ready for your review. ${result}`;
    case 'failed':
      return `**${task.key}** failed. ${outcome.statusReason ?? result}`;
    case 'canceled':
      return `**${task.key}** was canceled.`;
    case 'queued':
      return `**${task.key}** goes back in the queue. ${outcome.statusReason ?? ''}`;
  }
}

/** Tells the conversation that asked for the work how it went. */
export async function announceOutcome(w: Write, task: TaskRow, run: RunRow, outcome: Outcome): Promise<void> {
  const request = task.request_id === null ? null : await lockRequest(w.tx, task.request_id);
  if (!request?.conversation_id) return;
  const say = (label: string, words: string) => ({ label, say: `${words} ${task.key}` });
  const message = await insertMessage(w.tx, {
    conversation_id: request.conversation_id,
    role: 'orchestrator',
    content: sentence(task, run, outcome).trim(),
    message_type: 'summary',
    parent_message_id: request.message_id,
    related_task_id: task.id,
    links: {
      tasks: [{ id: task.id, key: task.key, title: task.title }],
      choices:
        outcome.task === 'needs_review'
          ? [say('Approve', 'approve')]
          : outcome.task === 'failed'
            ? [say('Try again', 'retry'), say('Cancel', 'cancel')]
            : [],
    },
  });
  w.emit(task.project_id, 'conversation.message.created', message.id, message);
}
