import type { Client } from '@overmind/client/http';
import type { DiscussionItem } from '@overmind/contracts/entities/discussion-room';
import { listDiscussions } from '@overmind/contracts/routes/discussions';
import { findProject } from '../../api/find-project.ts';
import { exitCodes, Failure } from '../../failure.ts';

const mostPages = 20;

/** The discussion of an id or of the beginning of one; the newest of the project where none is named. */
export async function findDiscussion(
  client: Client,
  named: string | undefined,
  projectName: string | undefined,
): Promise<DiscussionItem> {
  const { id } = await findProject(client, projectName);
  const wanted = named?.toLowerCase() ?? '';
  for (const archived of ['false', 'true'] as const) {
    const found = (await listAll(client, id, archived)).filter((each) => each.id.startsWith(wanted));
    const [first, second] = found;
    if (first !== undefined && (second === undefined || named === undefined)) return first;
    if (first !== undefined)
      throw new Failure(`"${named}" begins ${found.length} ids. Give more of it.`, exitCodes.usage);
  }
  const what = named === undefined ? 'no discussion yet' : `no discussion "${named}"`;
  throw new Failure(`There is ${what}. See them: overmind discussions list`, exitCodes.notFound);
}

async function listAll(client: Client, id: string, archived: 'true' | 'false'): Promise<DiscussionItem[]> {
  const items: DiscussionItem[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const query = { archived, limit: 500, ...(cursor === undefined ? {} : { cursor }) };
    const answer = await client.call(listDiscussions, { params: { id }, query });
    items.push(...answer.items);
    if (answer.next_cursor === null) break;
    cursor = answer.next_cursor;
  }
  return items;
}
