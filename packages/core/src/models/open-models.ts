import { createBreakers } from '@overmind/models/breakers';
import { systemClock } from '@overmind/models/clock';
import { openModelLayer } from '@overmind/models/layer';
import { topics } from '../bus/bus.ts';
import type { Core } from '../core.ts';
import { budgetsOf } from './budgets.ts';
import { cacheOf } from './cache.ts';
import { CatalogueMemory } from './catalogue.ts';
import { ProviderChecks } from './checks.ts';
import { ledgerOf } from './ledger.ts';
import type { Models } from './models.ts';
import { policiesOf } from './policies.ts';
import { providersOf } from './providers.ts';
import { TurnQueue } from './turns/queue.ts';
import { turnsOf } from './turns/turns-of.ts';

/**
 * The core with its model layer, through which every call of a model goes. What it needs stands in the database, so all
 * nodes know the same and keep to the limits together; only breakers and measures are each process's own. Whoever opens it
 * disposes of `models`, which breaks off what is being answered.
 */
export function withModels(parts: Omit<Core, 'models'>): Core {
  const core: Core = { ...parts, models: openOver(() => core, parts) };
  return core;
}

/** The core is asked for when it is needed: while the layer is made there is none yet. */
function openOver(core: () => Core, parts: Omit<Core, 'models'>): Models {
  const { bus } = parts;
  const ended = new AbortController();
  const checks = new ProviderChecks(core, ended.signal);
  const catalogue = new CatalogueMemory(core, checks);
  const unsubscribe = bus.subscribe(topics.models, () => catalogue.forget());
  const queue = new TurnQueue(parts);
  const layer = openModelLayer({
    ...{ catalogue, providers: providersOf(core), policies: policiesOf(core) },
    ...{ ledger: ledgerOf(core, catalogue), budgets: budgetsOf(core), turns: turnsOf(queue) },
    ...{ clock: systemClock, breakers: createBreakers(), cache: cacheOf(core) },
  });
  return {
    ...layer,
    checks,
    queue,
    signal: ended.signal,
    async [Symbol.asyncDispose]() {
      unsubscribe();
      ended.abort();
      await checks.ended();
      await layer[Symbol.asyncDispose]();
      await queue[Symbol.asyncDispose]();
    },
  };
}
