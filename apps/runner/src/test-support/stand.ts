import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunJob } from '@overmind/contracts/entities/run';
import { echoAgentFolder } from '@overmind/testing/agents/echo-agent';
import { waitFor } from '@overmind/testing/wait-for';
import { onTestFinished } from 'vitest';
import { defaultLimits, type Limits } from '../limits.ts';
import { createLog } from '../log.ts';
import { Runner } from '../runner.ts';
import type { Settings } from '../settings.ts';
import { type JobParts, makeJob } from './job.ts';
import { LoopbackServer } from './loopback-server.ts';
import { makeRepository } from './repository.ts';
import { type AtEnd, tempFolder } from './temp-folder.ts';

export const fastLimits: Limits = {
  ...defaultLimits,
  leaseCheckMs: 10,
  killGraceMs: 300,
  drainMs: 300,
  handBackMs: 2_000,
  reconnectMinMs: 10,
  reconnectMaxMs: 50,
  retryMinMs: 10,
  retryMaxMs: 50,
};

export interface StandParts {
  files?: Record<string, string>;
  limits?: Partial<Limits>;
  settings?: Partial<Settings>;
  environment?: Record<string, string>;
}

export interface Stand {
  server: LoopbackServer;
  runner: Runner;
  folder: string;
  repository: string;
  settings: Settings;
  logged: string[];
  assign: (parts?: Partial<JobParts>) => RunJob;
}

/** A server on loopback, a repository, and a runner in this process that is connected to it. */
export async function makeStand(parts: StandParts = {}, atEnd: AtEnd = onTestFinished): Promise<Stand> {
  const folder = await tempFolder(atEnd);
  const repository = await makeRepository(
    join(folder, 'work', 'shop'),
    parts.files ?? { 'readme.md': 'A shop.\n' },
  );
  const server = await new LoopbackServer().start();
  const settings = makeSettings(server, folder, parts);
  await mkdir(settings.dataDir, { recursive: true });
  const logged: string[] = [];
  const environment = { ...process.env, ...parts.environment };
  const log = createLog((line) => logged.push(line), server.token);
  const runner = new Runner({ settings, version: '0.0.0', environment, log });
  atEnd(async () => {
    await runner.stop(1);
    await server[Symbol.asyncDispose]();
  });
  await runner.start();
  await server.waitFor('claim');
  const assign: Stand['assign'] = (job = {}) => server.assign(makeJob({ repoPath: repository, ...job }));
  return { server, runner, folder, repository, settings, logged, assign };
}

export function makeSettings(server: LoopbackServer, folder: string, parts: StandParts = {}): Settings {
  return {
    serverUrl: server.url,
    token: server.token,
    roots: [join(folder, 'work')],
    rootsFile: null,
    dataDir: join(folder, 'data'),
    capacity: 2,
    labels: [],
    isRootAllowed: true,
    isolation: 'auto',
    // RUNNER_SANDBOX=off shows that all holds on a machine without one.
    sandbox: process.env['RUNNER_SANDBOX'] === 'off' ? 'off' : 'auto',
    readable: [echoAgentFolder],
    tokenFile: null,
    ...parts.settings,
    limits: { ...fastLimits, ...parts.limits },
  };
}

/** A pid that a step printed as `pid <n>`. */
export async function printedPid(server: LoopbackServer, runId: string, label = 'pid'): Promise<number> {
  const find = () => server.messages(runId).find((message) => message.startsWith(`${label} `));
  const line = await waitFor(find, { what: `a line "${label} <number>"` });
  return Number(line.slice(label.length + 1));
}
