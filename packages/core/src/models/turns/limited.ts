import { listProviderRows } from '@overmind/db/queries/models/providers';
import { limitedOrigin } from '@overmind/models/limits/counted-at';
import type { Core } from '../../core.ts';
import { getProvider } from '../../providers/read.ts';
import { isLimited } from './ask.ts';

/**
 * The provider whose limits hold for whoever calls that server, one of the same name first; null where nothing is limited.
 * That it is turned off on the server takes no limit from what stands there.
 */
export async function findLimited(core: Core, name: string, origin: string): Promise<string | null> {
  const there = (await listLimited(core)).filter((limited) => limited.origin === origin);
  return (there.find((limited) => limited.name === name) ?? there[0])?.name ?? null;
}

/** Every server of which the calls wait for their turn. */
export const listLimitedOrigins = async (core: Core): Promise<string[]> => [
  ...new Set((await listLimited(core)).map(({ origin }) => origin)),
];

async function listLimited(core: Core): Promise<{ name: string; origin: string }[]> {
  const rows = (await listProviderRows(core.db)).filter(({ limits }) => isLimited(limits));
  const limited = await Promise.all(rows.map((row) => getProvider(core, row.name)));
  return limited.flatMap(({ name, base_url: url }) =>
    url !== null && URL.canParse(url) ? [{ name, origin: limitedOrigin(url) }] : [],
  );
}
