import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AgentConfig } from '@overmind/contracts/entities/agent';
import { createRepository } from '@overmind/e2e/repository';
import { createTempFolder } from '@overmind/testing/temp-folder';
import { type Offer, probeOffer } from '../../../apps/runner/src/sandbox/choose.ts';
import type { Confinement } from '../../../apps/runner/src/sandbox/confinement.ts';
import { openConfinement } from '../../../apps/runner/src/sandbox/open-confinement.ts';
import { KeyedMutex } from '../../../apps/runner/src/workspace/mutex.ts';
import { openRepository } from '../../../apps/runner/src/workspace/repository.ts';
import { AllowedRoots } from '../../../apps/runner/src/workspace/roots.ts';
import { addWorktree } from '../../../apps/runner/src/workspace/worktree.ts';
import type { Figure } from '../result.ts';
import { ms, type Spread, spreadOf } from '../stats.ts';

const program = '/bin/true';

type Way = () => Promise<void>;

async function plain(): Promise<void> {
  const child = spawn(program, [], { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  await once(child, 'exit');
}

const confined =
  (confinement: Confinement): Way =>
  async () => {
    const child = await confinement.start({ argv: [program], cwd: '/' });
    child.streams.stdout.resume();
    child.streams.stderr.resume();
    await child.exit;
    await child.end(0);
  };

async function makeRun(folder: string, name: string, offer: Offer, network: AgentConfig['network']) {
  const roots = new AllowedRoots();
  await roots.set([join(folder, 'work')], () => {});
  const repository = await openRepository(join(folder, 'work/shop'), roots);
  if (!repository.ok) throw new Error(repository.detail);
  const runFolder = join(folder, 'data/runs', name);
  const tmpDir = join(runFolder, 'tmp');
  await mkdir(tmpDir, { recursive: true });
  const workspace = await addWorktree({
    repository,
    path: join(folder, 'data/worktrees', name),
    ...{ branch: `overmind/${name}`, baseBranch: null, recordIn: runFolder },
    ...{ mutex: new KeyedMutex(), signal: new AbortController().signal },
  });
  const startedAt = performance.now();
  const opened = await openConfinement({
    ...{ kind: 'run' as const, runId: name, folder: runFolder, tmpDir, workspace, say: () => {} },
    agent: { name: 'bench', config: AgentConfig.parse({ network }) },
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '/' },
    setting: { offer, hidden: () => [join(folder, 'data'), join(folder, 'work')], readable: [] },
  });
  if (!opened.ok) throw new Error(opened.detail);
  return { confinement: opened.confinement, openMs: performance.now() - startedAt };
}

/** What shutting commands in costs each of them, in alternation, beside a plain spawn of the same program. */
export async function measureSandbox(rounds: number): Promise<Figure[]> {
  await using temp = await createTempFolder();
  await mkdir(join(temp.path, 'work'));
  await createRepository(join(temp.path, 'work/shop'), { 'readme.md': 'A shop.\n' });
  const offer = await probeOffer({ isolation: 'auto', sandbox: 'auto' });
  const without = { best: offer.plain, plain: offer.plain };
  const runs = [
    { name: 'restricted', run: await makeRun(temp.path, 'restricted', without, 'full') },
    { name: 'sandboxed', run: await makeRun(temp.path, 'sandboxed', offer, 'full') },
    {
      name: 'sandboxed, hosts listed',
      run: await makeRun(temp.path, 'listed', offer, { allow: ['example.org'] }),
    },
  ];
  const ways = [plain, ...runs.map(({ run }) => confined(run.confinement))];
  const [base, ...spreads] = await alternate(ways, rounds);
  for (const { run } of runs) await run.confinement[Symbol.asyncDispose]();
  return runs.flatMap(({ name, run }, index) => {
    const spread = spreads[index];
    if (base === undefined || spread === undefined) return [];
    const ratio = spread.p50 / base.p50;
    return {
      what: `a command, ${name}`,
      value: `${ms(spread.p50)} ms, ${ratio.toFixed(1)} × plain`,
      goal: '',
      beside: `plain spawn ${ms(base.p50)} ms; opening a run ${ms(run.openMs)} ms, with ${offer.best.name}`,
      data: { p50Ms: spread.p50, p99Ms: spread.p99, plainP50Ms: base.p50, ratio, openMs: run.openMs },
    };
  });
}

/** One after the other, so that whatever else the machine does falls on each alike. */
async function alternate(ways: readonly Way[], rounds: number): Promise<Spread[]> {
  const samples = ways.map((): number[] => []);
  for (let round = 0; round < rounds + 3; round++) {
    for (const [index, way] of ways.entries()) {
      const startedAt = performance.now();
      await way();
      // The first few warm up what the system keeps in memory.
      if (round >= 3) samples[index]?.push(performance.now() - startedAt);
    }
  }
  return samples.map(spreadOf);
}
