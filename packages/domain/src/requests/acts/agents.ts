import type { UnderstandContext } from '../context.ts';
import type { Token } from '../language/tokens.ts';

type Agents = UnderstandContext['agents'];

/** What people call an agent of a role. */
const roleNames: Readonly<Record<string, readonly string[]>> = {
  frontend: ['front-end', 'ui', 'fe'],
  backend: ['back-end', 'be', 'server'],
  qa: ['tester', 'testers', 'quality', 'q.a.'],
  infra: ['ops', 'devops', 'infrastructure', 'sre'],
  docs: ['documentation', 'writer'],
  research: ['researcher'],
};
const around: ReadonlySet<string> = new Set([
  'the',
  'agent',
  'agents',
  'our',
  'my',
  'guy',
  'guys',
  'team',
  'called',
  'named',
]);

/** "Restart the server" means a machine, "ask the server guy" does not. */
const persons: ReadonlySet<string> = new Set(['agent', 'agents', 'guy', 'guys', 'team']);

/** The agent that words name: "qa", "@qa", "the qa agent", "our tester"; null when they name none, or more. */
export function agentNamed(words: readonly Token[], agents: Agents): string | null {
  const [only, more] = words.filter(({ word }) => !around.has(word));
  if (only === undefined || more !== undefined) return null;
  const name = only.word.replace(/^@/, '');
  const byName = agents.find((agent) => agent.name.toLowerCase() === name);
  const byRole = agents.find((agent) => agent.role.toLowerCase() === name);
  const isMachine = name === 'server' && words.length > 1 && !words.some(({ word }) => persons.has(word));
  const byAlias = isMachine
    ? undefined
    : agents.find((agent) => roleNames[agent.role.toLowerCase()]?.includes(name));
  return (byName ?? byRole ?? byAlias)?.name ?? null;
}
