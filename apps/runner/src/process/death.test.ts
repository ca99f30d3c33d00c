import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { AgentConfig } from '@overmind/contracts/entities/agent';
import { waitFor } from '@overmind/testing/wait-for';
import { describe, it } from 'vitest';
import type { z } from 'zod';
import { makeJob } from '../test-support/job.ts';
import { makeScene, startRunner } from '../test-support/runner-process.ts';
import { listProcesses } from './process-table.ts';

let marks = 300_000_000 + process.pid * 100;

/** Sleeping processes whose time begins with the mark, wherever they went. */
async function countMarked(mark: number): Promise<number> {
  const pids = listProcesses().filter((entry) => !entry.isZombie);
  const lines = await Promise.all(
    pids.map(({ pid }) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
  );
  return lines.filter((line) => line.startsWith(`sleep\0${mark}`)).length;
}

/** Ways in which a process leaves the one that started it. */
const escapes = {
  child: (sleep: string) => `${sleep} &`,
  session: (sleep: string) => `setsid ${sleep} &`,
  orphan: (sleep: string) => `( ( ${sleep} & ) & )`,
  'orphan in a session': (sleep: string) => `( setsid ${sleep} & )`,
  'changed environment': (sleep: string) => `env -i ${sleep} &`,
  'all of it': (sleep: string) => `( env -i setsid ${sleep} & )`,
};
type Escape = keyof typeof escapes;
const all = Object.keys(escapes) as Escape[];

const levels: {
  level: string;
  env: Record<string, string>;
  config: z.input<typeof AgentConfig>;
  ways: Escape[];
}[] = [
  { level: 'sandboxed', env: {}, config: {}, ways: all },
  { level: 'restricted', env: { RUNNER_SANDBOX: 'off' }, config: {}, ways: all },
  { level: 'none', env: {}, config: { sandbox: 'none' }, ways: all },
  {
    level: 'groups only',
    env: { RUNNER_ISOLATION: 'groups' },
    config: {},
    // Without namespaces and control groups nothing tells where one belongs that did all of it.
    ways: all.filter((way) => way !== 'all of it'),
  },
];

describe.runIf(process.platform === 'linux')('a runner killed with -9', () => {
  it.each(levels)('leaves no process that it started, $level', async ({ env, config, ways }) => {
    const { folder, repository, server } = await makeScene();
    const { child, ready } = startRunner(server, folder, env);
    await ready;
    const mark = ++marks;
    const started = ways.map((way, index) => escapes[way](`sleep ${mark}${index}`)).join('\n');
    const run = ['/bin/sh', '-c', `${started}\nexec </dev/null\nsleep ${mark}9`];
    server.assign(makeJob({ repoPath: repository, config, commands: [{ name: 'hang', run }] }));
    const areUp = async () => (await countMarked(mark)) >= ways.length + 1;
    await waitFor(areUp, { what: 'all of its processes' });
    child.kill('SIGKILL');
    await once(child, 'exit');
    await waitFor(async () => (await countMarked(mark)) === 0, { what: 'its processes to go' });
  });
});
