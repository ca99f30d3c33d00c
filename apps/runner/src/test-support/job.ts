import { randomUUID } from 'node:crypto';
import { AgentConfig, Command } from '@overmind/contracts/entities/agent';
import { RunJob } from '@overmind/contracts/entities/run';
import type { z } from 'zod';

export interface JobParts {
  repoPath: string;
  commands?: z.input<typeof Command>[];
  checks?: z.input<typeof Command>[];
  config?: z.input<typeof AgentConfig>;
  type?: RunJob['task']['type'];
  key?: string;
}

let leases = 0;

/** A node program as an argv step. */
export const nodeStep = (name: string, code: string, more: Partial<z.input<typeof Command>> = {}) => ({
  name,
  run: [process.execPath, '-e', code],
  ...more,
});

export function makeJob(parts: JobParts): RunJob {
  const key = parts.key ?? 'SHOP-12';
  return RunJob.parse({
    run: { id: randomUUID(), attempt: 1, branch: `overmind/${key}/1` },
    task: {
      id: randomUUID(),
      key,
      title: 'Make the tests pass',
      description: '',
      acceptance_criteria: [],
      type: parts.type ?? 'test',
    },
    agent: { id: randomUUID(), name: 'backend', config: AgentConfig.parse(parts.config ?? {}) },
    project: { id: randomUUID(), name: 'Shop' },
    repo_path: parts.repoPath,
    base_branch: null,
    commands: (parts.commands ?? []).map((command) => Command.parse(command)),
    checks: (parts.checks ?? []).map((command) => Command.parse(command)),
    feedback: [],
    lease_token: String(++leases),
    lease_expires_at: new Date(Date.now() + 30_000).toISOString(),
  });
}
