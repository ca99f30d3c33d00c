import type { AgentConfig } from '@overmind/contracts/entities/agent';
import type { KnownModel, RunJob } from '@overmind/contracts/entities/run';
import { refOf } from '@overmind/domain/models/refs';
import { countForBoth } from '@overmind/models/providers/told-prices';
import type { Core } from '../core.ts';
import { type KnownModel as InCatalogue, readCatalogue } from '../models/read-catalogue.ts';
import { listLimitedOrigins } from '../models/turns/limited.ts';

const namedIn = ({ model_policy: policy }: AgentConfig): readonly string[] => policy?.prefer ?? [];

const namedBy = ({ agent, reviewers }: RunJob): Set<string> =>
  new Set([agent.config, ...reviewers.flatMap((each) => each.agent?.config ?? [])].flatMap(namedIn));

function toKnown({ entry, provider }: InCatalogue): KnownModel {
  const { context_tokens, capabilities, quality, quality_source } = entry;
  const isTold = countForBoth(entry.prices, provider.kind, provider.base_url ?? '');
  return { context_tokens, capabilities, quality, quality_source, prices: isTold ? entry.prices : null };
}

/**
 * Jobs with what is known of the models that they name: a runner has no catalogue, and sets aside what a call may take.
 * What waits for no turn is called also while the server is away.
 */
export async function withKnownModels(core: Core, jobs: RunJob[]): Promise<RunJob[]> {
  if (jobs.every((job) => namedBy(job).size === 0)) return jobs;
  const catalogue = await readCatalogue(core).catch((error: unknown) => {
    core.log.warn({ err: error }, 'a runner is told nothing of models');
    return [];
  });
  const limited_origins = await listLimitedOrigins(core).catch((error: unknown) => {
    core.log.warn({ err: error }, 'a runner is not told which models are limited');
    return null;
  });
  return jobs.map((job) => {
    const named = namedBy(job);
    const known = catalogue.filter(({ entry }) => named.has(refOf(entry)));
    return {
      ...{ ...job, limited_origins },
      known_models: Object.fromEntries(known.map((each) => [refOf(each.entry), toKnown(each)])),
    };
  });
}
