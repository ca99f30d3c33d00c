import type { SandboxLevel } from '@overmind/contracts/entities/run';
import type { DetectedAgent } from '@overmind/contracts/entities/runner';
import { type RunnerHello, runnerProtocol } from '@overmind/contracts/frames/runner';
import { hostLabel, type Settings } from '../settings.ts';
import type { Lease } from './log-sender.ts';

export interface Introduced {
  settings: Pick<Settings, 'labels' | 'capacity'>;
  version: string;
  roots: readonly string[];
  leases: Lease[];
  /** Null before it was looked for. */
  sandbox: SandboxLevel | null;
  agents: DetectedAgent[];
}

/** The first words of a runner to the server, each time it is connected. */
export const helloOf = ({ settings, version, roots, leases, sandbox, agents }: Introduced): RunnerHello => ({
  type: 'hello',
  protocol: runnerProtocol,
  version,
  platform: hostLabel(),
  labels: settings.labels,
  capacity: settings.capacity,
  allowed_roots: [...roots],
  live_runs: leases,
  ...(sandbox === null ? {} : { sandbox }),
  agents,
});
