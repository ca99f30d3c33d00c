import type { Client } from '@overmind/client/http';
import type { Discussion } from '@overmind/contracts/entities/discussion-room';
import { Uuid } from '@overmind/contracts/entities/primitives';
import { getDiscussion, listDiscussions } from '@overmind/contracts/routes/discussions';
import { listUpTo } from '../../api/all-pages.ts';
import { findProject } from '../../api/find-project.ts';
import { exitCodes, Failure } from '../../failure.ts';

const mostLooked = 10_000;

/** The discussion of an id or of the beginning of one; the newest of the project where none is named. */
export async function findDiscussion(
  client: Client,
  named: string | undefined,
  projectName: string | undefined,
): Promise<Discussion> {
  const wanted = named?.toLowerCase() ?? '';
  if (Uuid.safeParse(wanted).success) return client.call(getDiscussion, { params: { id: wanted } });
  const { id } = await findProject(client, projectName);
  for (const archived of ['false', 'true'] as const) {
    const all = await listUpTo(named === undefined ? 1 : mostLooked, (page) =>
      client.call(listDiscussions, { params: { id }, query: { ...page, archived } }),
    );
    const found = all.filter((each) => each.id.startsWith(wanted));
    const [first, second] = found;
    if (first !== undefined && second === undefined) return first;
    if (first !== undefined)
      throw new Failure(`"${named}" begins ${found.length} ids. Give more of it.`, exitCodes.usage);
  }
  const what = named === undefined ? 'no discussion yet' : `no discussion "${named}"`;
  throw new Failure(`There is ${what}. See them: overmind discussions list`, exitCodes.notFound);
}
