import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { waitFor } from '@overmind/testing/wait-for';
import { describe, expect, it, onTestFinished } from 'vitest';
import { tempFolder } from '../test-support/temp-folder.ts';
import { Keeper } from './keeper.ts';
import { recordProcess } from './orphans.ts';
import { findProcess } from './process-table.ts';
import type { ProcessKind } from './standstill.ts';
import { sendSignal } from './tree.ts';

const stateOf = async (pid: number): Promise<string> =>
  (await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => ') X')).split(') ')[1]?.[0] ?? '';
const isGone = async (pid: number): Promise<boolean> => ['X', 'Z'].includes(await stateOf(pid));

/** A first process of this kind and one below it that has left its group. */
async function startTree(folder: string, kind: ProcessKind): Promise<number[]> {
  await mkdir(folder, { recursive: true });
  const inner = 'setTimeout(() => {}, 600000)';
  const outer = `const c = require("child_process").spawn(process.execPath, ["-e", ${JSON.stringify(inner)}], { detached: true }); console.log(c.pid); ${inner}`;
  const child = spawn(process.execPath, ['-e', outer], {
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const leader = child.pid ?? 0;
  let said = '';
  child.stdout.on('data', (text) => (said += String(text)));
  await waitFor(() => Number(said) > 0, { what: 'the inner process' });
  onTestFinished(() => {
    for (const pid of [leader, Number(said)]) sendSignal(pid, 'SIGKILL');
  });
  recordProcess(folder, leader, kind);
  return [leader, Number(said)];
}

function startKeeper(runsDir: string): { keeper: Keeper; timesFrozen: () => number } {
  let timesFrozen = 0;
  const keeper = new Keeper({ runsDir, onFrozen: () => (timesFrozen += 1), restartMs: 1 });
  keeper.start();
  onTestFinished(() => keeper.stop());
  return { keeper, timesFrozen: () => timesFrozen };
}

describe.runIf(process.platform === 'linux')('the keeper', () => {
  it('freezes the trees of runs when no word comes in time, and says so afterwards', async () => {
    const runsDir = await tempFolder();
    const tree = await startTree(join(runsDir, 'one-run'), 'run');
    const { keeper, timesFrozen } = startKeeper(runsDir);
    keeper.beat(null);
    keeper.beat(60_000);
    expect(await Promise.all(tree.map(stateOf))).not.toContain('T');
    keeper.beat(50);
    const areFrozen = async () => (await Promise.all(tree.map(stateOf))).every((state) => state === 'T');
    await waitFor(areFrozen, { what: 'the tree to be frozen' });
    expect(timesFrozen()).toBe(0);
    keeper.beat(null);
    await waitFor(() => timesFrozen() === 1, { what: 'the word of it' });
  });

  it('then ends terminals, and lets the checks of merges go on: nothing would thaw them', async () => {
    const runsDir = await tempFolder();
    const run = await startTree(join(runsDir, 'a-run'), 'run');
    const terminal = await startTree(join(runsDir, 'a-run'), 'terminal');
    const check = await startTree(join(runsDir, 'a-check'), 'merge_check');
    const { keeper } = startKeeper(runsDir);
    keeper.beat(50);
    const areGone = async () => (await Promise.all(terminal.map(isGone))).every(Boolean);
    await waitFor(areGone, { what: 'the terminal to end' });
    const areFrozen = async () => (await Promise.all(run.map(stateOf))).every((state) => state === 'T');
    await waitFor(areFrozen, { what: 'the run to be frozen' });
    // D: it waits for the disk, as any program may.
    for (const state of await Promise.all(check.map(stateOf))) expect('RSD').toContain(state);
  });

  it('leads a session of its own, out of reach of signals to the group of the runner', async () => {
    const { keeper } = startKeeper(await tempFolder());
    const pid = keeper.pid ?? 0;
    const leads = () => findProcess(pid)?.session === pid && findProcess(pid)?.pgid === pid;
    await waitFor(leads, { what: 'the session of the keeper' });
  });

  it('is started again when it is killed, and knows how long the runner may still be silent', async () => {
    const runsDir = await tempFolder();
    const tree = await startTree(join(runsDir, 'one-run'), 'run');
    const { keeper } = startKeeper(runsDir);
    const first = keeper.pid ?? 0;
    keeper.beat(60_000);
    process.kill(first, 'SIGKILL');
    await waitFor(() => keeper.pid !== null && keeper.pid !== first, { what: 'another keeper' });
    keeper.beat(50);
    const areFrozen = async () => (await Promise.all(tree.map(stateOf))).every((state) => state === 'T');
    await waitFor(areFrozen, { what: 'the tree to be frozen' });
    const second = keeper.pid ?? 0;
    process.kill(second, 'SIGKILL');
    await waitFor(() => isGone(second), { what: 'the end of the second keeper' });
    keeper.stop();
    expect(keeper.pid).toBeNull();
  });

  it('leaves with its runner', async () => {
    const runsDir = await tempFolder();
    const module = new URL('./keeper.ts', import.meta.url).href;
    const code = `const { Keeper } = await import(${JSON.stringify(module)});
      const keeper = new Keeper({ runsDir: ${JSON.stringify(runsDir)}, onFrozen: () => {} });
      keeper.start(); console.log(keeper.pid); setInterval(() => {}, 1e6);`;
    const runner = spawn(
      process.execPath,
      ['--import', import.meta.resolve('tsx'), '--input-type=module', '-e', code],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    onTestFinished(() => void runner.kill('SIGKILL'));
    const [said] = (await once(runner.stdout, 'data')) as [Buffer];
    const pid = Number(said.toString());
    expect(await isGone(pid)).toBe(false);
    runner.kill('SIGKILL');
    await waitFor(() => isGone(pid), { what: 'the keeper to leave' });
  });
});
