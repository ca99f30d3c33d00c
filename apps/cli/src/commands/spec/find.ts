import type { Client } from '@overmind/client/http';
import type { Spec } from '@overmind/contracts/entities/spec';
import { getSpec, listSpecs } from '@overmind/contracts/routes/specs';
import { listUpTo } from '../../api/all-pages.ts';
import { findProject } from '../../api/find-project.ts';
import { exitCodes, Failure } from '../../failure.ts';

const mostLooked = 10_000;

/** The spec of a key or an id, among those that were put away too. */
export async function findSpec(
  client: Client,
  named: string,
  projectName: string | undefined,
): Promise<Spec> {
  const wanted = named.trim().toLowerCase();
  const { id } = await findProject(client, projectName);
  for (const archived of ['false', 'true'] as const) {
    const specs = await listUpTo(mostLooked, (page) =>
      client.call(listSpecs, { params: { id }, query: { ...page, archived } }),
    );
    const found = specs.find((each) => each.id === wanted || each.key.toLowerCase() === wanted);
    if (found !== undefined) return client.call(getSpec, { params: { id: found.id } });
  }
  throw new Failure(`There is no spec "${named}". See them: overmind specs list`, exitCodes.notFound);
}
