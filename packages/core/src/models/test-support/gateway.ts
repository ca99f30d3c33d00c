import { ModelCallScope, ModelPolicy, type ProviderKind } from '@overmind/contracts/entities/model';
import { ModelOverride } from '@overmind/contracts/entities/model-catalogue';
import { ProviderSettings } from '@overmind/contracts/entities/provider';
import { closedBreaker } from '@overmind/domain/models/breaker';
import type { ModelRequest } from '@overmind/models/conversation';
import type { ModelScript } from '@overmind/testing/models/script';
import { type ModelServer, type ModelServerOptions, startModelServer } from '@overmind/testing/models/server';
import { onTestFinished } from 'vitest';
import { topics } from '../../bus/bus.ts';
import type { Core } from '../../core.ts';
import { putProvider } from '../../providers/change.ts';
import { userCall } from '../../test-support/makers.ts';
import type { TestCore } from '../../test-support/start-test-core.ts';
import { putModelSettings } from '../list.ts';

/** Whoever may set up providers. */
const admin = userCall('00000000-0000-7000-8000-00000000000a');

export interface ScriptedProvider extends ModelServerOptions {
  name: string;
  kind?: ProviderKind;
  /** In millionths of a dollar for a million tokens, of the model `scripted`; free when absent. */
  priceMicros?: number;
  /** A gateway, of which nobody has said that it passes nothing on. */
  isUndeclared?: boolean;
}

/** The same as `openProvider`, for one test. */
export async function addProvider(
  on: TestCore,
  script: ModelScript,
  provider: ScriptedProvider,
): Promise<ModelServer> {
  const server = await openProvider(on, script, provider);
  onTestFinished(() => server.close());
  return server;
}

/** A provider in this machine's network, with a scripted server behind it that the caller closes. */
export async function openProvider(
  { core }: TestCore,
  script: ModelScript,
  { name, kind = 'openai_compatible', priceMicros, isUndeclared = false, ...options }: ScriptedProvider,
): Promise<ModelServer> {
  const server = await startModelServer(script, options);
  const base_url = urlOf(kind, server);
  const settings = ProviderSettings.parse({ kind, base_url, is_local: true, serves_itself: !isUndeclared });
  await untilHeard(core, () => putProvider(core, admin, name, settings));
  if (priceMicros !== undefined) {
    const prices = { input_micros: priceMicros, output_micros: priceMicros };
    const override = ModelOverride.parse({ prices });
    await untilHeard(core, () => putModelSettings(core, admin, { ref: `${name}/scripted`, ...override }));
  }
  return server;
}

/** Where it speaks the format of a kind. */
const urlOf = (kind: ProviderKind, { url, openAiUrl, openRouterUrl }: ModelServer): string =>
  kind === 'openrouter' ? openRouterUrl : kind === 'ollama' || kind === 'anthropic' ? url : openAiUrl;

/** A request that names its models, in their order, and tries none of them twice. */
export function requestOf(prefer: readonly string[], change: Partial<ModelRequest> = {}): ModelRequest {
  return {
    scope: ModelCallScope.parse({ purpose: 'test' }),
    policy: ModelPolicy.parse({ privacy: 'any', prefer, only_preferred: true }),
    history: { system: 'Be exact.', task: 'Say a number.', decisionRecord: null, summary: null, turns: [] },
    retry: { most: 0 },
    ...change,
  };
}

/** Forgets every provider and call, and what the failures of these models have led to. */
export async function emptyGateway({ core, database }: TestCore): Promise<void> {
  for (const table of [
    'model_providers',
    'provider_states',
    'model_overrides',
    'model_answers',
    'model_calls',
  ])
    await database.pool.query(`delete from ${table}`);
  await database.pool.query('delete from budget_counters');
  await database.pool.query('delete from projects');
  for (const name of ['one', 'two', 'first', 'second']) forgetFailures(core, name);
  await untilHeard(core, async () => core.bus.publish(topics.models, ''));
}

/** What failed of a provider before counts no more. */
export function forgetFailures(core: Core, name: string): void {
  for (const each of [name, `${name}/scripted`]) core.models.ports.breakers.write(each, closedBreaker);
}

/** Does what changes the catalogue, and waits until calls know of it. */
export async function untilHeard(core: Core, change: () => Promise<unknown>): Promise<void> {
  let unsubscribe = (): void => {};
  const heard = new Promise<void>((resolve) => {
    unsubscribe = core.bus.subscribe(topics.models, () => resolve());
  });
  try {
    await change();
    await heard;
  } finally {
    unsubscribe();
  }
}
