import type { Runner } from '@overmind/contracts/entities/runner';

export interface Coder {
  preset: string;
  title: string;
  installHint: string;
  /** Names of the runners that have it. */
  installedOn: string[];
}

/** The coding agents that runners know, those that are installed somewhere first. */
export function coderChoices(runners: readonly Runner[], chosen: string): Coder[] {
  const coders = new Map<string, Coder>();
  for (const runner of runners)
    for (const { preset, title, install_hint: installHint, is_installed: isInstalled } of runner.agents) {
      const coder = coders.get(preset) ?? { preset, title, installHint, installedOn: [] };
      if (isInstalled) coder.installedOn.push(runner.name);
      coders.set(preset, coder);
    }
  if (chosen !== '' && !coders.has(chosen))
    coders.set(chosen, { preset: chosen, title: chosen, installHint: '', installedOn: [] });
  return [...coders.values()].sort(
    (a, b) =>
      Number(b.installedOn.length > 0) - Number(a.installedOn.length > 0) || a.title.localeCompare(b.title),
  );
}
