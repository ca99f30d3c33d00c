import {
  CatalogueEntry,
  type ModelCall,
  ModelCallScope,
  ModelPolicy,
  type ProviderKind,
} from '@overmind/contracts/entities/model';
import type { ModelScript } from '@overmind/testing/models/script';
import { type ModelServer, startModelServer } from '@overmind/testing/models/server';
import { onTestFinished } from 'vitest';
import { createBreakers } from '../breakers.ts';
import type { Answer } from '../calls/answer.ts';
import type { ModelRequest } from '../conversation.ts';
import { type ModelLayer, openModelLayer } from '../layer.ts';
import type { Clock, ModelPorts, ProviderAccess, Turns } from '../ports.ts';

export const apiKey = 'sk-key-of-the-model';

/** Where a scripted server speaks the format of a kind. */
export const urlOf = (kind: ProviderKind, { url, openAiUrl, openRouterUrl }: ModelServer): string =>
  kind === 'openrouter' ? openRouterUrl : kind === 'ollama' || kind === 'anthropic' ? url : openAiUrl;

export interface StandProvider {
  name: string;
  kind: ProviderKind;
  script: ModelScript;
  /** Default: one, `scripted`. */
  models?: readonly string[];
  access?: Partial<ProviderAccess>;
  entry?: Partial<CatalogueEntry>;
}

export interface Stand {
  layer: ModelLayer;
  servers: ModelServer[];
  calls: ModelCall[];
  cached: Map<string, Answer>;
  /** What was waited for, which takes no time here. */
  slept: number[];
  reserved: (number | null)[];
  settled: (number | null)[];
  /** What calls of limited providers said that they took, in tokens. */
  left: (number | null)[];
}

/** A model layer with real servers behind it, a ledger that can be read, and a clock that waits for nobody. */
export async function makeStand(
  providers: readonly StandProvider[],
  ports: Partial<ModelPorts> = {},
): Promise<Stand> {
  const servers = await Promise.all(providers.map(({ script }) => startModelServer(script, { apiKey })));
  const calls: ModelCall[] = [];
  const cached = new Map<string, Answer>();
  const [slept, reserved, settled]: [number[], (number | null)[], (number | null)[]] = [[], [], []];
  const left: (number | null)[] = [];
  let now = Date.parse('2026-01-01T00:00:00Z');
  const clock: Clock = {
    now: () => now++,
    random: () => 0.5,
    async sleep(ms, signal) {
      signal.throwIfAborted();
      slept.push(ms);
      now += ms;
    },
  };
  const layer = openModelLayer({
    catalogue: { list: async () => providers.flatMap(entriesOf) },
    providers: { find: async (name) => accessOf(providers, servers, name) },
    ledger: { record: async (call) => void calls.push(call) },
    budgets: {
      async reserve(_scope, micros) {
        reserved.push(micros);
        return { ok: true, reservation: { warnings: [], settle: async (taken) => void settled.push(taken) } };
      },
    },
    clock,
    turns: oneAMinute(clock, left),
    breakers: createBreakers(),
    cache: {
      find: async (key) => cached.get(key) ?? null,
      keep: async (key, answer) => void cached.set(key, answer),
    },
    ...ports,
  });
  onTestFinished(async () => {
    await layer[Symbol.asyncDispose]();
    await Promise.all(servers.map((server) => server.close()));
  });
  return { layer, servers, calls, cached, slept, reserved, settled, left };
}

/** Gives one turn at a time, and none but the first before a minute is over. */
function oneAMinute(clock: Clock, left: (number | null)[]): Turns {
  let before: Promise<unknown> | null = null;
  return {
    async take(_call, signal) {
      const previous = before;
      let end = (): void => {};
      before = new Promise<void>((resolve) => {
        end = resolve;
      });
      await previous;
      if (previous !== null) await clock.sleep(60_000, signal);
      return {
        async leave(tokens) {
          left.push(tokens);
          end();
        },
      };
    },
  };
}

const entriesOf = ({ name, models = ['scripted'], entry }: StandProvider): CatalogueEntry[] =>
  models.map((model) => CatalogueEntry.parse({ provider: name, model, is_local: true, ...entry }));

function accessOf(
  providers: readonly StandProvider[],
  servers: readonly ModelServer[],
  name: string,
): ProviderAccess | null {
  const index = providers.findIndex((provider) => provider.name === name);
  const [provider, server] = [providers[index], servers[index]];
  if (provider === undefined || server === undefined) return null;
  const { kind, access } = provider;
  return {
    name,
    kind,
    baseUrl: urlOf(kind, server),
    apiKey,
    reach: 'local',
    mayBeLocal: true,
    isLimited: false,
    ...access,
  };
}

/** A request that names its models in their order. */
export function requestFor(prefer: readonly string[], change: Partial<ModelRequest> = {}): ModelRequest {
  return {
    scope: ModelCallScope.parse({ purpose: 'test' }),
    policy: ModelPolicy.parse({ privacy: 'any', prefer: prefer.map((name) => `${name}/scripted`) }),
    history: {
      ...{ system: 'Be exact.', task: 'Say a number.', decisionRecord: null, summary: null },
      turns: [],
    },
    ...change,
  };
}

/** What the stream said, and what it ended with. */
export async function heard(
  deltas: AsyncIterable<{ text: string }>,
): Promise<{ text: string; error: unknown }> {
  let text = '';
  try {
    for await (const delta of deltas) text += delta.text;
    return { text, error: null };
  } catch (error) {
    return { text, error };
  }
}
