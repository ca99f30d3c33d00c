import type { Client } from '@overmind/client/http';
import type { Runner } from '@overmind/contracts/entities/runner';
import { listRunners } from '@overmind/contracts/routes/runners';
import { exitCodes, Failure } from '../../failure.ts';

/** The runners that are there, or the one of that name or id. */
export async function findRunners(client: Client, wanted: string | undefined): Promise<Runner[]> {
  const { items } = await client.call(listRunners, {});
  const there = items.filter(({ status }) => status === 'online' || status === 'draining');
  if (wanted === undefined) {
    if (there.length > 0) return there;
    throw new Failure('No runner is online. Start one: overmind runner start', exitCodes.failed);
  }
  const known = items.find(({ id, name }) => id === wanted || name === wanted);
  if (known === undefined) throw new Failure(`There is no runner ${wanted}.`, exitCodes.notFound);
  if (there.includes(known)) return [known];
  throw new Failure(`The runner ${known.name} is not online, so its disk cannot be seen.`, exitCodes.failed);
}
