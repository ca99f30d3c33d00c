import type { AgentConfig } from '@overmind/contracts/entities/agent';
import type { Runner } from '@overmind/contracts/entities/runner';

export const agents = {
  title: 'Agents and runners',
  agents: 'Agents',
  runners: 'Runners',
  agentsHint: 'Who does the work, and with which commands. A live run keeps the commands it began with.',
  runnersHint: 'Processes that hold repositories and run the commands.',
  enabled: (name: string) => `${name} is enabled`,
  commands: 'Commands',
  checks: 'Checks',
  noCommands: 'No commands yet: it cannot run anything. Add one.',
  handles: 'Takes',
  takesNothing: 'only tasks given to it by name',
  limits: (concurrency: number, attempts: number) =>
    `${concurrency} at once · ${attempts === 1 ? 'one attempt' : `${attempts} attempts`}`,
  edit: 'Edit',
  editTitle: (name: string) => `Edit ${name}`,
  editHint: 'Commands run in order in a copy of the repository, without a shell. Checks prove the result.',
  role: 'Role',
  addCommand: 'Add command',
  addCheck: 'Add check',
  removeCommand: (name: string) => `Remove ${name}`,
  commandName: 'Name',
  argv: 'Program and arguments, one a field',
  word: (index: number) => (index === 0 ? 'Program' : `Argument ${index}`),
  addWord: 'Add argument',
  removeWord: (index: number) => `Remove argument ${index}`,
  timeout: 'Time limit (s)',
  allowFailure: 'May fail',
  concurrency: 'Runs at once',
  attempts: 'Attempts',
  repoPath: 'Repository',
  repoPathHint: 'Empty: that of the project.',
  emptyTitle: 'No agents',
  emptyHint: 'A new project gets agents by itself. Ask a maintainer to add one.',
  noRunnersTitle: 'No runner yet',
  noRunnersHint:
    'A runner starts beside the server by itself. For another machine, add one on the runners page.',
  capacity: (count: number) => (count === 1 ? '1 run at once' : `${count} runs at once`),
  roots: 'Allowed folders',
  lastHeard: 'last heard',
  changedMeanwhile: 'Someone changed this agent meanwhile. Close and open it again to see their version.',
  executors: {
    commands: 'predefined commands',
    acp: 'coding agent',
    model: 'language model',
  } satisfies Record<AgentConfig['executor'], string>,
} as const;

export const runnerStatusWords: Record<Runner['status'], string> = {
  online: 'Online',
  stale: 'Not heard lately',
  offline: 'Offline',
  draining: 'Draining',
};
