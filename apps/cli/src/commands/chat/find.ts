import type { Client } from '@overmind/client/http';
import type { Conversation } from '@overmind/contracts/entities/conversation';
import { listConversations } from '@overmind/contracts/routes/talk';
import { listUpTo } from '../../api/all-pages.ts';
import { findProject } from '../../api/find-project.ts';
import { exitCodes, Failure } from '../../failure.ts';

const mostLooked = 10_000;

/** The chats of a project that are wanted, newest first; no more pages are asked for than `limit` takes. */
export async function listChats(
  client: Client,
  id: string,
  isWanted: (chat: Conversation) => boolean,
  limit = mostLooked,
): Promise<Conversation[]> {
  const chats: Conversation[] = [];
  await listUpTo(mostLooked, async (query) => {
    const page = await client.call(listConversations, { params: { id }, query });
    chats.push(...page.items.filter(isWanted));
    return chats.length < limit ? page : { ...page, next_cursor: null };
  });
  return chats.slice(0, limit);
}

/** The chat of an id or of the beginning of one. */
export async function findChat(
  client: Client,
  named: string,
  projectName: string | undefined,
): Promise<Conversation> {
  const { id } = await findProject(client, projectName);
  const wanted = named.toLowerCase();
  const found = await listChats(client, id, (each) => each.id.startsWith(wanted));
  const [first, second] = found;
  if (first === undefined)
    throw new Failure(`There is no chat "${named}". See them: overmind chats list`, exitCodes.notFound);
  if (second !== undefined)
    throw new Failure(`"${named}" begins ${found.length} ids. Give more of it.`, exitCodes.usage);
  return first;
}
