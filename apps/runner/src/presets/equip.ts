import { presetVariables } from './agent-secrets.ts';
import { furnish } from './furnish.ts';
import type { Rule } from './governing/rule.ts';
import type { Preset } from './preset.ts';

export interface Equipment {
  rule: Rule;
  /** The runner's own environment. */
  environment: Readonly<Record<string, string | undefined>>;
}

/** Furnishes an agent's home, and tells the arguments and variables with which it is started in it. */
export async function equip(
  preset: Preset | null,
  { rule, environment }: Equipment,
): Promise<{ args: readonly string[]; env: Record<string, string> }> {
  const { home } = rule;
  if (preset === null) return { args: [], env: { HOME: home } };
  const personHome = environment['HOME'] ?? '';
  if (personHome !== '') await furnish(home, preset, personHome);
  const { args = [], env = {} } = await preset.govern(rule);
  const variables = presetVariables(preset, environment);
  return { args, env: { ...variables, ...preset.fixed(home), ...env, HOME: home } };
}
