import { setTimeout as pause } from 'node:timers/promises';
import type { Run } from '@overmind/contracts/entities/run';
import { waitFor } from '@overmind/testing/wait-for';
import { expect, test } from 'vitest';
import { Installation } from './support/chaos/installation.ts';
import { createWork, isLive, isSettled, type Work } from './support/chaos/work.ts';
import { shortLeases } from './support/server.ts';
import { Stand } from './support/stand.ts';
import { Witness } from './support/witness.ts';

interface Lengths {
  name: string;
  env: Record<string, string>;
  runnerEnv: Record<string, string>;
  leaseMs: number;
  stopMs: number;
}

const scaled: Lengths = {
  ...{ name: 'scaled down', env: shortLeases, runnerEnv: { RUNNER_FREEZE_AFTER_MS: '4000' } },
  ...{ leaseMs: 6_000, stopMs: 9_000 },
};
const whole: Lengths = { name: 'as installed', env: {}, runnerEnv: {}, leaseMs: 30_000, stopMs: 40_000 };
const lengths = process.env['CHAOS_LONG'] === undefined ? [scaled] : [scaled, whole];

const runOf = async (work: Work, attempt: number): Promise<Run | undefined> =>
  (await work.runs()).find((run) => run.attempt === attempt);

test.each(lengths)(
  'a runner that stands still for longer than its lease loses its run, which then lives once ($name)',
  async ({ env, runnerEnv, leaseMs, stopMs }) => {
    await using stand = new Stand();
    const repository = await stand.repository();
    const witness = stand.own(await Witness.create({ lines: 40, hasGate: true }));
    const installation = await Installation.start(stand, { repository, env, runnerEnv });
    const work = await createWork(installation.person, repository, witness);
    await work.add('commands');
    await waitFor(() => witness.size() > 5, { what: 'the command to be under way' });
    const first = await runOf(work, 1);
    const machine = installation.machines.find(({ id }) => id === first?.runner_id);
    const stoppedAt = Date.now();
    machine?.runner.program.signal('SIGSTOP');
    // How long it stands still is the fault itself.
    await pause(stopMs);
    const isTakenOver = async () => ((await runOf(work, 2))?.runner_id ?? null) !== null;
    await waitFor(isTakenOver, { what: 'the other runner to take the work' });
    await waitFor(() => witness.executions().length === 2, { what: 'it to begin' });
    machine?.runner.program.signal('SIGCONT');
    witness.openGate();

    const areSettled = async () => (await work.tasks()).every(isSettled) && !(await work.runs()).some(isLive);
    await waitFor(areSettled, { what: 'the task to be settled' });
    const [lost, done] = [await runOf(work, 1), await runOf(work, 2)];
    expect([lost?.reason, done?.reason]).toEqual(['lost', 'ok']);
    // Its last renewal was at most one heartbeat before the stop.
    const lostAfterMs = Date.parse(lost?.finished_at ?? '') - stoppedAt;
    expect(lostAfterMs).toBeGreaterThan(leaseMs * 0.6);
    expect(witness.overlaps()).toEqual([]);
    expect(witness.executions()).toMatchObject([{ isEnded: false }, { isEnded: true }]);
  },
  240_000,
);
