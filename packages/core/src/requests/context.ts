import type { Understanding } from '@overmind/contracts/entities/request';
import { notFound } from '@overmind/contracts/errors';
import type { Db } from '@overmind/db/database';
import { listAgentRows } from '@overmind/db/queries/projects/agents';
import { findConversation, listMessagePage } from '@overmind/db/queries/talk/conversations';
import { listRecentTasks } from '@overmind/db/queries/work/tasks';
import { type UnderstandContext, understand } from '@overmind/domain/requests/understand';
import type { Core } from '../core.ts';
import { toChoosable } from '../tasks/create.ts';

const maxTasks = 200;
const maxMessages = 12;

/** What a text is read against: the agents, the recent tasks, and what was spoken of last. */
export async function loadContext(
  db: Db,
  projectId: string,
  conversationId: string | null,
  source: 'chat' | 'voice',
): Promise<UnderstandContext> {
  const [agents, tasks, messages] = await Promise.all([
    listAgentRows(db, projectId),
    listRecentTasks(db, projectId, maxTasks),
    conversationId === null ? null : listMessagePage(db, conversationId, { limit: maxMessages }),
  ]);
  const mentioned = (messages?.items ?? []).flatMap((message) => message.links.tasks.map((task) => task.key));
  return {
    agents: agents.map(toChoosable),
    tasks: tasks.map(({ key, title, type, status, updated_at }) => ({
      key,
      title,
      type,
      status,
      updated_at,
    })),
    mentioned: [...new Set(mentioned)],
    source,
  };
}

/** What a text would be taken for; nothing is changed. */
export async function understandText(
  core: Core,
  projectId: string,
  input: { text: string; source: 'chat' | 'voice'; conversation_id: string | null },
): Promise<Understanding> {
  const { text, source, conversation_id: conversationId } = input;
  const conversation = conversationId === null ? null : await findConversation(core.db, conversationId);
  if (conversationId !== null && conversation?.project_id !== projectId) throw notFound('conversation');
  return understand(text, await loadContext(core.db, projectId, conversationId, source));
}
