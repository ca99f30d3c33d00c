import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { pause, settledWithin } from '../clock.ts';
import { listProcesses } from './process-table.ts';
import { signalTree } from './tree.ts';

/** A way to start commands that is still to be tried. */
export interface Candidate {
  wrap(argv: readonly string[]): string[];
  /** Its first process only watches over the command and does not live through a SIGTERM. */
  sparesLeader: boolean;
}

/** Tries it with real processes: the command hears SIGTERM, its exit code comes back, and it dies with its parent. */
export async function provesItself(candidate: Candidate): Promise<boolean> {
  return (await passesSignals(candidate)) && (await diesWithParent(candidate));
}

async function passesSignals(candidate: Candidate): Promise<boolean> {
  const argv = ['/bin/sh', '-c', 'trap "exit 43" TERM; echo up; while :; do sleep 0.01; done'];
  const [file = '', ...args] = candidate.wrap(argv);
  const child = spawn(file, args, { detached: true, stdio: ['ignore', 'pipe', 'ignore'], cwd: '/' });
  const exit = once(child, 'exit');
  try {
    const isUp = await settledWithin(Promise.race([once(child.stdout, 'data'), exit]), 5_000);
    if (isUp && child.pid !== undefined && child.exitCode === null)
      signalTree({ leader: child.pid, marker: null, sparesLeader: candidate.sparesLeader }, 'SIGTERM');
    const isOver = await settledWithin(exit, 5_000);
    return isOver && child.exitCode === 43;
  } catch {
    return false; // It could not be started or signalled: no use to us.
  } finally {
    child.kill('SIGKILL');
  }
}

/** A stand-in for the runner is killed; what it had started must be gone soon after. */
async function diesWithParent(candidate: Candidate): Promise<boolean> {
  const argv = candidate.wrap(['/bin/sh', '-c', 'echo up; exec sleep 30']);
  const parent = spawn('/bin/sh', ['-c', '"$@" & wait', 'sh', ...argv], {
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
    cwd: '/',
  });
  const group = parent.pid;
  if (group === undefined) return false;
  try {
    const exit = once(parent, 'exit');
    await settledWithin(Promise.race([once(parent.stdout, 'data'), exit]), 5_000);
    parent.kill('SIGKILL');
    await exit;
    for (let tries = 0; tries < 100; tries++) {
      if (!listProcesses().some((entry) => entry.pgid === group && !entry.isZombie)) return true;
      await pause(10);
    }
    return false;
  } finally {
    try {
      process.kill(-group, 'SIGKILL');
    } catch {
      // The good case: nothing of it is left.
    }
  }
}
