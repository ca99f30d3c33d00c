import { setTimeout as pause } from 'node:timers/promises';
import { Runner } from '@overmind/e2e/runner';
import type { Installation } from '../installation.ts';
import { cpuMicros, memoryBytes, treeOf } from '../processes.ts';
import type { Figure } from '../result.ts';
import { megabytes, ms } from '../stats.ts';

/** What it costs to leave it running, with a runner that waits for work. Comes before any load. */
export async function measureIdle({ server, folder }: Installation, durationMs: number): Promise<Figure[]> {
  await using runner = await Runner.start({
    url: server.url,
    tokenFile: server.tokenFile,
    roots: [folder],
    dataDir: `${folder}/idle-runner`,
  });
  await pause(1_000);
  const { pid } = server.program;
  const postmaster = await server.postmasterPid();
  const programs = [pid, runner.program.pid];
  const used = () => programs.reduce((sum, each) => sum + cpuMicros(each), 0);
  const before = used();
  await pause(durationMs);
  const cpuPercent = ((used() - before) / (durationMs * 1_000)) * 100;
  const memory = {
    server: memoryBytes(pid),
    database: (postmaster === null ? [] : treeOf(postmaster)).reduce(
      (sum, each) => sum + memoryBytes(each),
      0,
    ),
    runner: memoryBytes(runner.program.pid),
  };
  return [
    {
      what: 'memory idle: server / with its database / a runner',
      value: [memory.server, memory.server + memory.database, memory.runner].map(megabytes).join(' / '),
      goal: '≤ 110 / 180 / 45 MB',
      beside: '',
      data: memory,
    },
    {
      what: 'CPU idle, server and a runner',
      value: `${ms(cpuPercent)} % of a core`,
      goal: '≤ 0.5 %',
      beside: '',
      data: { cpuPercent },
    },
  ];
}
