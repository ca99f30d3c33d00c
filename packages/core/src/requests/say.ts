import type { Message } from '@overmind/contracts/entities/conversation';
import { insertMessage } from '@overmind/db/queries/talk/conversations';
import type { RowOf } from '@overmind/db/schema';
import { composeReply, type ReplyOutcome } from '@overmind/domain/requests/reply';
import type { Write } from '../write.ts';

/** One thing that was done or found out, with the tasks it speaks of and what can be said next. */
export interface Answer {
  outcome: ReplyOutcome;
  tasks: { id: string; key: string; title: string }[];
  choices: { label: string; say: string }[];
}

/** The relayer answers in the conversation the request came from; a request from elsewhere has none. */
export async function sayAsRelayer(
  w: Write,
  request: RowOf<'requests'>,
  answers: readonly Answer[],
): Promise<Message | null> {
  if (request.conversation_id === null) return null;
  const asksBack = answers.some((answer) => answer.outcome.kind === 'clarify');
  const tasks = answers.flatMap((answer) => answer.tasks);
  const message = await insertMessage(w.tx, {
    conversation_id: request.conversation_id,
    role: 'relayer',
    content: composeReply(answers.map((answer) => answer.outcome)),
    message_type: asksBack ? 'question_to_user' : 'response',
    requires_user_response: asksBack,
    parent_message_id: request.message_id,
    related_task_id: tasks.length === 1 ? (tasks[0]?.id ?? null) : null,
    links: { tasks, choices: answers.flatMap((answer) => answer.choices) },
  });
  w.emit(request.project_id, 'conversation.message.created', message.id, message);
  return message;
}
