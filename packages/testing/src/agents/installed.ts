import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** A folder with the real agents, to put in front of the PATH. `scripts/agents-for-tests.mjs` fills it. */
export const testAgentsBin = join(import.meta.dirname, '../../../../.cache/test-agents/bin');

const programs = { codex: 'codex-acp', opencode: 'opencode' } as const;

export type TestAgentName = keyof typeof programs;

/** The program of a real agent. Throws with the remedy where it is not installed. */
export function getTestAgent(name: TestAgentName): string {
  const path = join(testAgentsBin, programs[name]);
  if (existsSync(path)) return path;
  throw new Error(
    `${programs[name]} is not installed for the tests; node scripts/agents-for-tests.mjs does it`,
  );
}
