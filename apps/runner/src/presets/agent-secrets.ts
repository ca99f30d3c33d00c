import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { AgentConfig } from '@overmind/contracts/entities/agent';
import { modelSecrets } from '../executors/model/access.ts';
import { boundSecrets } from '../output/bound-secrets.ts';
import { credentialsIn } from './credentials.ts';
import type { Preset } from './preset.ts';
import { findPreset } from './presets.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const mostFileBytes = 1024 * 1024;
/** Long runs of characters that keys and tokens are made of, in any format that a file may have. */
const looksLikeToken = /[A-Za-z0-9_\-./+=~]{20,}/g;
const isCredentialFile = /(auth|cred|secret|account)/i;

/** The variables that a preset passes on to its agent, where they are set. */
export function presetVariables(preset: Preset, environment: Environment): Record<string, string> {
  const names = [...preset.secrets, ...preset.variables];
  const pairs = names.map((name) => [name, environment[name]] as const);
  return Object.fromEntries(pairs.filter((pair): pair is [string, string] => Boolean(pair[1])));
}

/** Values that agents are reached with and nobody may read in what they say: keys by variable, tokens by file. */
export async function agentSecrets(
  configs: readonly AgentConfig[],
  environment: Environment,
): Promise<{ values: string[]; notes: string[] }> {
  const all = await Promise.all(configs.map((config) => secretsOf(config, environment)));
  // What is surely a secret comes first, as there is not room for any number of them.
  const found = [...all.flatMap(({ sure }) => sure), ...all.flatMap(({ likely }) => likely)];
  const { values, leftOut } = boundSecrets(found.filter((value) => value !== ''));
  const note =
    'Settings of coding agents on this runner hold more, or longer, secrets than can be looked for. In what this run ' +
    `prints these are not hidden, or only their beginning is: ${leftOut}.`;
  return { values, notes: leftOut === 0 ? [] : [note] };
}

interface Secrets {
  sure: string[];
  likely: string[];
}

async function secretsOf(config: AgentConfig, environment: Environment): Promise<Secrets> {
  if (config.executor === 'model') return { sure: modelSecrets(config, environment), likely: [] };
  const preset =
    config.executor === 'acp' && config.acp !== undefined && 'preset' in config.acp
      ? findPreset(config.acp.preset)
      : null;
  if (preset === null) return { sure: [], likely: [] };
  const keys = preset.secrets.map((name) => environment[name] ?? '');
  const home = environment.HOME ?? '';
  const files = home === '' ? [] : preset.homeFiles;
  const inFiles = await Promise.all(files.map((file) => secretsIn(join(home, file))));
  return {
    sure: [...keys, ...inFiles.flatMap(({ sure }) => sure)],
    likely: inFiles.flatMap(({ likely }) => likely),
  };
}

/** In settings what is named or shaped like a secret; in a file that is for secrets alone whatever could be one. */
async function secretsIn(path: string): Promise<Secrets> {
  try {
    const found = await stat(path);
    if (!found.isFile() || found.size > mostFileBytes) return { sure: [], likely: [] };
    const text = await readFile(path, 'utf8');
    return { sure: credentialsIn(text), likely: isCredentialFile.test(basename(path)) ? tokensIn(text) : [] };
  } catch {
    return { sure: [], likely: [] }; // The person has no such file.
  }
}

const tokensIn = (text: string): string[] =>
  (text.match(looksLikeToken) ?? []).filter((each) => /\d/.test(each) && !each.startsWith('http'));
