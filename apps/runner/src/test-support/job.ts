import { randomUUID } from 'node:crypto';
import { AgentConfig, Command } from '@overmind/contracts/entities/agent';
import { type ReviewerJob, RunJob } from '@overmind/contracts/entities/run';
import type { z } from 'zod';

export interface JobParts {
  repoPath: string;
  commands?: z.input<typeof Command>[];
  checks?: z.input<typeof Command>[];
  reviewers?: z.input<typeof ReviewerJob>[];
  criteria?: string[];
  config?: z.input<typeof AgentConfig>;
  type?: RunJob['task']['type'];
  key?: string;
  description?: string;
  feedback?: string[];
  resume?: RunJob['resume'];
  baseBranch?: string;
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
      description: parts.description ?? '',
      acceptance_criteria: parts.criteria ?? [],
      type: parts.type ?? 'test',
    },
    agent: { id: randomUUID(), name: 'backend', config: AgentConfig.parse(parts.config ?? {}) },
    project: { id: randomUUID(), name: 'Shop' },
    repo_path: parts.repoPath,
    base_branch: parts.baseBranch ?? null,
    commands: (parts.commands ?? []).map((command) => Command.parse(command)),
    checks: (parts.checks ?? []).map((command) => Command.parse(command)),
    reviewers: parts.reviewers ?? [],
    feedback: parts.feedback ?? [],
    resume: parts.resume ?? null,
    lease_token: String(++leases),
    lease_expires_at: new Date(Date.now() + 30_000).toISOString(),
  });
}
