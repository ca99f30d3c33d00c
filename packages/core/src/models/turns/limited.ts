import type { Provider } from '@overmind/contracts/entities/provider';
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
  const rows = (await listProviderRows(core.db)).filter(({ limits }) => isLimited(limits));
  const limited = await Promise.all(rows.map((row) => getProvider(core, row.name)));
  const there = limited.filter((provider) => standsAt(provider, origin));
  return (there.find((provider) => provider.name === name) ?? there[0])?.name ?? null;
}

const standsAt = ({ base_url: url }: Provider, origin: string): boolean =>
  url !== null && URL.canParse(url) && limitedOrigin(url) === origin;
