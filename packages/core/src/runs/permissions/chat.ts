import { listPendingOfRun, type PermissionRow } from '@overmind/db/queries/execution/permissions';
import type { RunRow } from '@overmind/db/queries/execution/runs';
import { findConversation, findNewestChat, insertMessage } from '@overmind/db/queries/talk/conversations';
import { answerQuestionOf, hasOpenQuestion } from '@overmind/db/queries/talk/permission-questions';
import { findRequestRow } from '@overmind/db/queries/work/requests';
import type { TaskRow } from '@overmind/db/queries/work/tasks';
import { askPermission, permissionChoices } from '@overmind/domain/replies/permission';
import type { Write } from '../../write.ts';

/** Where the work was asked for, else the project's chat. */
async function conversationOf(w: Write, task: TaskRow): Promise<string | null> {
  const request = task.request_id === null ? null : await findRequestRow(w.tx, task.request_id);
  const origin =
    request?.conversation_id == null ? null : await findConversation(w.tx, request.conversation_id);
  if (origin?.archived_at === null) return origin.id;
  return (await findNewestChat(w.tx, task.project_id))?.id ?? null;
}

/** Puts the oldest request that waits to the people of the project; at most one question of a run is open. */
export async function askNextInChat(w: Write, run: Pick<RunRow, 'id'>, task: TaskRow): Promise<void> {
  const [next] = await listPendingOfRun(w.tx, run.id);
  if (!next || (await hasOpenQuestion(w.tx, task.id))) return;
  const conversationId = await conversationOf(w, task);
  if (conversationId === null) return;
  const message = await insertMessage(w.tx, {
    ...{ conversation_id: conversationId, role: 'relayer', message_type: 'question_to_user' },
    ...{ requires_user_response: true, related_task_id: task.id, content: askPermission(task.key, next) },
    links: {
      tasks: [{ id: task.id, key: task.key, title: task.title }],
      choices: permissionChoices(task.key, next.id),
      permission_id: next.id,
    },
  });
  w.emit(task.project_id, 'conversation.message.created', message.id, message);
}

/** Its question, where there is one, waits for nobody any more. */
export const closeQuestion = (w: Write, { id, task_id }: PermissionRow): Promise<void> =>
  answerQuestionOf(w.tx, { taskId: task_id, permissionId: id });
