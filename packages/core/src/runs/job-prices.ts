import type { AgentConfig } from '@overmind/contracts/entities/agent';
import type { RunJob } from '@overmind/contracts/entities/run';
import { refOf } from '@overmind/domain/models/refs';
import { countForBoth } from '@overmind/models/providers/told-prices';
import type { Core } from '../core.ts';
import { type KnownModel, readCatalogue } from '../models/read-catalogue.ts';

const namedIn = ({ model_policy: policy }: AgentConfig): readonly string[] => policy?.prefer ?? [];

const namedBy = ({ agent, reviewers }: RunJob): Set<string> =>
  new Set([agent.config, ...reviewers.flatMap((each) => each.agent?.config ?? [])].flatMap(namedIn));

const isTold = ({ entry, provider }: KnownModel): boolean =>
  countForBoth(entry.prices, provider.kind, provider.base_url ?? '');

/** Jobs with the prices of the models that they name: a runner has no catalogue, and sets aside what a call may take. */
export async function withPrices(core: Core, jobs: RunJob[]): Promise<RunJob[]> {
  if (jobs.every((job) => namedBy(job).size === 0)) return jobs;
  const catalogue = await readCatalogue(core).catch((error: unknown) => {
    core.log.warn({ err: error }, 'a runner is told no prices of models');
    return [];
  });
  return jobs.map((job) => {
    const named = namedBy(job);
    const known = catalogue.filter((each) => named.has(refOf(each.entry)) && isTold(each));
    return {
      ...job,
      model_prices: Object.fromEntries(known.map(({ entry }) => [refOf(entry), entry.prices])),
    };
  });
}
