import type { Client } from '@overmind/client/http';
import type { Runner } from '@overmind/contracts/entities/runner';
import { listRunners } from '@overmind/contracts/routes/runners';
import { exitCodes, Failure } from '../failure.ts';

/** A runner by its name, its id, or the beginning of its id. */
export async function findRunner(client: Client, named: string): Promise<Runner> {
  const { items } = await client.call(listRunners, {});
  const exact = items.find((runner) => runner.name === named || runner.id === named);
  if (exact) return exact;
  const found = named.length < 4 ? [] : items.filter((runner) => runner.id.startsWith(named));
  if (found.length > 1)
    throw new Failure(`${found.length} runners begin with ${named}. Give more of the id.`, exitCodes.usage);
  if (found[0]) return found[0];
  const names = items.map((runner) => runner.name).join(', ');
  throw new Failure(`There is no runner "${named}". There is: ${names || 'none yet'}.`, exitCodes.notFound);
}
