import type { AgentConfig } from '@overmind/contracts/entities/agent';
import { CatalogueEntry, ModelPolicy, type ProviderKind } from '@overmind/contracts/entities/model';
import type { RunJob } from '@overmind/contracts/entities/run';
import { isScripted, scriptedProvider } from '@overmind/contracts/entities/scripted';
import { whyExcluded } from '@overmind/domain/models/exclude';
import { refOf } from '@overmind/domain/models/refs';
import type { ProviderAccess } from '@overmind/models/ports';
import { usualUrls } from '@overmind/models/providers/endpoints';
import { placeOf } from '@overmind/models/providers/place';
import { publishedOf } from '@overmind/models/providers/published';
import { countForBoth } from '@overmind/models/providers/told-prices';
import { isLocalUrl } from '@overmind/outbound/addresses';

type Environment = Readonly<Record<string, string | undefined>>;

/** Names hosts of which the person who runs the runner knows that they train on nothing, with commas between. */
export const untrainedHostsVariable = 'RUNNER_NO_TRAINING_HOSTS';
/**
 * Names hosts, or hosts with their port, that are in the runner's own network though their names do not say so: they are
 * called there only. That says nothing about what they do with what they are sent.
 */
export const nearHostsVariable = 'RUNNER_NEAR_MODEL_HOSTS';
/**
 * Names hosts, or hosts with their port, that answer with models of their own: what speaks another format than Ollama's
 * may be a gateway to anywhere, and nobody else can know. It counts for what is near only.
 */
export const servesItselfVariable = 'RUNNER_SERVES_ITSELF_HOSTS';
export const howToDeclareHere = `if that server passes nothing on, name its host in ${servesItselfVariable} of the runner`;
/** How many tokens models of Ollama hold, where its machine has the memory for more than the usual. */
export const ollamaContextVariable = 'RUNNER_OLLAMA_CONTEXT';

/** By `provider/model`, as the server knows them. */
export type KnownModels = RunJob['known_models'];

export interface ModelCandidate {
  /** As the agent's configuration names it: `provider/model`. */
  name: string;
  entry: CatalogueEntry;
  access: ProviderAccess;
}

export interface ModelAccess {
  ok: true;
  /** Of the first candidate. */
  name: string;
  policy: ModelPolicy;
  /** Those that can be reached and may be used, in the order of the agent's list. */
  candidates: [ModelCandidate, ...ModelCandidate[]];
  /** Values that may not be shown. */
  secrets: string[];
}
export interface NoModel {
  ok: false;
  detail: string;
}

interface Provider {
  kind: ProviderKind;
  /** Variables of the runner that say where it is and sign in to it. */
  urlVariable: string;
  keyVariable: string | null;
}

const providers: Readonly<Record<string, Provider>> = {
  ollama: { kind: 'ollama', urlVariable: 'OLLAMA_URL', keyVariable: null },
  openai: { kind: 'openai', urlVariable: 'OPENAI_BASE_URL', keyVariable: 'OPENAI_API_KEY' },
  openrouter: { kind: 'openrouter', urlVariable: 'OPENROUTER_BASE_URL', keyVariable: 'OPENROUTER_API_KEY' },
  anthropic: { kind: 'anthropic', urlVariable: 'ANTHROPIC_BASE_URL', keyVariable: 'ANTHROPIC_API_KEY' },
  // It is there only where the demo says so.
  [scriptedProvider]: { kind: 'openai_compatible', urlVariable: 'SCRIPTED_MODEL_URL', keyVariable: null },
};
const namedProviders = Object.keys(providers).filter((name) => !isScripted(name));

/** The keys of the providers that an agent may use. */
export function modelSecrets({ model_policy: policy }: AgentConfig, environment: Environment): string[] {
  return (policy?.prefer ?? []).flatMap((name) => {
    const key = settingOf(environment, providers[name.split('/')[0] ?? '']?.keyVariable ?? null);
    return key === undefined ? [] : [key];
  });
}

/** The models of the agent's list that this runner can reach and the agent's privacy rule allows. */
export function findModel(
  config: AgentConfig,
  environment: Environment,
  known: KnownModels = {},
): ModelAccess | NoModel {
  const { prefer = [], ...own } = config.model_policy ?? {};
  if (prefer.length === 0) return refuse('Name a model in the agent’s settings, for example "ollama/qwen3"');
  const rule = ModelPolicy.parse(own);
  const opened = prefer.map((name) => open(name, environment, rule, known));
  const [first, ...rest] = opened.filter((each) => each.ok);
  if (first === undefined) return refuse(opened.flatMap((each) => (each.ok ? [] : [each.detail])).join('; '));
  const candidates: ModelAccess['candidates'] = [first, ...rest];
  const secrets = candidates.flatMap(({ access }) => (access.apiKey === null ? [] : [access.apiKey]));
  const policy = { ...rule, prefer: candidates.map(({ name }) => name) };
  return { ok: true, name: first.name, policy, candidates, secrets };
}

const refuse = (detail: string): NoModel => ({ ok: false, detail });
type Opened = ModelCandidate & { ok: true };

function open(
  name: string,
  environment: Environment,
  rule: ModelPolicy,
  known: KnownModels,
): Opened | NoModel {
  const [own = '', ...rest] = name.split('/');
  const provider = rest.length === 0 ? undefined : providers[own];
  if (provider === undefined)
    return refuse(`"${name}" names no provider; write one of ${namedProviders.join(', ')} before a "/"`);
  const stated = urlIn(environment, provider.urlVariable);
  const url = stated ?? usualUrls[provider.kind] ?? '';
  if (url === '') return refuse(`${name} is there only while the demo runs`);
  if (!URL.canParse(url)) return refuse(`${provider.urlVariable} is not an address`);
  const isNear = isScripted(own) || isLocalUrl(url) || isNamedIn(environment, nearHostsVariable, url);
  const servesItself = isScripted(own) || isNamedIn(environment, servesItselfVariable, url);
  const model = rest.join('/').trim();
  if (model === '') return refuse(`"${name}" names no model; write one behind the "/"`);
  const kind = kindAt(provider.kind, stated);
  const statedHosts = hostsIn(environment, untrainedHostsVariable);
  const told = known[`${own}/${model}`] ?? null;
  const entry = CatalogueEntry.parse({
    ...{ provider: own, model },
    ...(told === null ? {} : { quality: told.quality, quality_source: told.quality_source }),
    capabilities: [...new Set(['tools', ...(told?.capabilities ?? [])])],
    ...placeOf({ kind, url, model, statedHosts, isNear, servesItself }),
    context_tokens: kind === 'ollama' ? ollamaContextIn(environment) : (told?.context_tokens ?? null),
    prices:
      told?.prices && countForBoth(told.prices, kind, url) ? told.prices : publishedOf(url, model)?.prices,
  });
  const forbidden = whyForbidden(entry, { ...rule, prefer: [refOf(entry)] });
  if (forbidden !== null) return refuse(forbidden);
  const apiKey = settingOf(environment, provider.keyVariable) ?? null;
  if (apiKey === null && provider.keyVariable !== null && !isNear)
    return refuse(`${provider.keyVariable} is not set on the runner`);
  const place = { reach: isNear ? 'local' : 'public', mayBeLocal: entry.is_local } as const;
  const access = { name: own, kind, baseUrl: stated ?? null, apiKey, ...place, isLimited: true } as const;
  return { ok: true, name: `${own}/${model}`, entry, access };
}

function isNamedIn(environment: Environment, variable: string, url: string): boolean {
  const { hostname, host } = new URL(url);
  return hostsIn(environment, variable).some((named) => named === hostname || named === host);
}

/** How many tokens Ollama is told to hold; null for what the model layer takes by itself. */
function ollamaContextIn(environment: Environment): number | null {
  const tokens = Number(settingOf(environment, ollamaContextVariable));
  return Number.isSafeInteger(tokens) && tokens > 0 ? tokens : null;
}

/** OpenAI itself speaks its own newest format; what stands elsewhere in its place speaks the one that all have taken over. */
const kindAt = (kind: ProviderKind, stated: string | undefined): ProviderKind =>
  kind === 'openai' && stated !== undefined && new URL(stated).hostname !== 'api.openai.com'
    ? 'openai_compatible'
    : kind;

/** Why the agent's privacy rule keeps a model from the work; null when it does not. */
function whyForbidden(entry: CatalogueEntry, rule: ModelPolicy): string | null {
  const excluded = whyExcluded(entry, rule, { inputTokens: 0, outputTokens: 0 });
  if (excluded?.reason === 'not_local' && entry.is_undeclared === true)
    return `${refOf(entry)} is answered by a server near by that may pass it on, and this work may use no other than local ones; ${howToDeclareHere}`;
  if (excluded?.reason !== 'may_train') return excluded?.detail ?? null;
  return `${excluded.detail}; name its host in ${untrainedHostsVariable} of the runner where it is known that it does not`;
}

const settingOf = (environment: Environment, name: string | null): string | undefined =>
  name === null ? undefined : environment[name] || undefined;

/** What a server listens at is often written where one calls it, too: at "every address" it is on this machine. */
const urlIn = (environment: Environment, name: string): string | undefined =>
  settingOf(environment, name)?.replace(/^(https?:\/\/)0\.0\.0\.0(?=[:/]|$)/, '$1127.0.0.1');

const hostsIn = (environment: Environment, variable: string): string[] =>
  (settingOf(environment, variable) ?? '').split(',').map((host) => host.trim().toLowerCase());
