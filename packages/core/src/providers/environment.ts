import type { ProviderKind } from '@overmind/contracts/entities/model';
import { scriptedProvider } from '@overmind/contracts/entities/scripted';

export interface EnvironmentProvider {
  /** Of one that is there only while the environment names it; others have their kind elsewhere. */
  kind?: ProviderKind;
  baseUrl: string | null;
  key: string | null;
}

/** Providers that are set where the server runs, by name. What is set there wins. */
export type EnvironmentProviders = ReadonlyMap<string, EnvironmentProvider>;

/** These are there without being added, and their name says their kind. */
export const builtInProviders = [
  'ollama',
  'openrouter',
  'anthropic',
  'openai',
] as const satisfies ProviderKind[];

export interface ProviderVariables {
  OLLAMA_URL?: string | undefined;
  OPENROUTER_API_KEY?: string | undefined;
  ANTHROPIC_API_KEY?: string | undefined;
  OPENAI_API_KEY?: string | undefined;
  OPENAI_BASE_URL?: string | undefined;
  /** Where a scripted server speaks Chat Completions: set by the demo, for as long as it runs. */
  SCRIPTED_MODEL_URL?: string | undefined;
}

export function environmentProviders(variables: ProviderVariables): EnvironmentProviders {
  const named: [string, string | undefined, string | undefined][] = [
    ['ollama', variables.OLLAMA_URL, undefined],
    ['openrouter', undefined, variables.OPENROUTER_API_KEY],
    ['anthropic', undefined, variables.ANTHROPIC_API_KEY],
    ['openai', variables.OPENAI_BASE_URL, variables.OPENAI_API_KEY],
  ];
  const found = new Map<string, EnvironmentProvider>(
    named
      .filter(([, url, key]) => url !== undefined || key !== undefined)
      .map(([name, url, key]) => [name, { baseUrl: url ?? null, key: key ?? null }]),
  );
  const { SCRIPTED_MODEL_URL: baseUrl } = variables;
  if (baseUrl !== undefined) found.set(scriptedProvider, { kind: 'openai_compatible', baseUrl, key: null });
  return found;
}
