import type { Client } from '@overmind/client/http';
import type { Provider } from '@overmind/contracts/entities/provider';
import { AppError } from '@overmind/contracts/errors';
import { listProviders } from '@overmind/contracts/routes/providers';
import { oneLine } from '../output/table.ts';
import { type Finding, ok, warn } from './finding.ts';

const limitMs = 5_000;
const name = 'model providers';

/** Whether those that are turned on answer, and their keys can be used. Nothing for whoever is not signed in. */
export async function checkProviders(client: Client): Promise<Finding[]> {
  try {
    const { items } = await client.call(listProviders, { signal: AbortSignal.timeout(limitMs) });
    return [describe(items)];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.code === 'unauthenticated' ? [] : [warn(name, 'not known', error.message)];
  }
}

/** A key first: a provider without one is down for that reason. */
function describe(all: readonly Provider[]): Finding {
  const on = all.filter(({ is_enabled, key }) => is_enabled || key?.problem);
  if (on.length === 0) return ok(name, 'none turned on; predefined commands need none');
  const locked = on.filter(({ key }) => key?.problem);
  const problem = locked[0]?.key?.problem;
  if (problem) return warn(name, `the key of ${namesOf(locked)} cannot be used`, oneLine(problem, 300));
  const down = on.filter(({ health }) => health.status === 'down');
  const why = down[0]?.health.error;
  if (down.length > 0)
    return warn(
      name,
      `${namesOf(down)} down${why ? `: ${oneLine(why, 80)}` : ''}`,
      'See: npx overmind models providers',
    );
  return ok(name, on.map(({ name, health }) => `${name} ${wordOf[health.status]}`).join(', '));
}

const namesOf = (providers: readonly Provider[]): string => providers.map((each) => each.name).join(', ');

const wordOf = { up: 'up', down: 'down', unknown: 'not asked yet' } as const;
