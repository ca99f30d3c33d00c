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
}

const scaled: Lengths = {
  ...{ name: 'scaled down', env: shortLeases, runnerEnv: { RUNNER_FREEZE_AFTER_MS: '4000' } },
};
const whole: Lengths = { name: 'as installed', env: {}, runnerEnv: {} };
const lengths = process.env['CHAOS_LONG'] === undefined ? [scaled] : [scaled, whole];

const runOf = async (work: Work, attempt: number): Promise<Run | undefined> =>
  (await work.runs()).find((run) => run.attempt === attempt);

test.each(lengths)(
  'a runner that stands still for longer than its lease loses its run, which then lives once ($name)',
  async ({ env, runnerEnv }) => {
    await using stand = new Stand();
    const repository = await stand.repository();
    const witness = stand.own(await Witness.create({ lines: 40, hasGate: true }));
    const installation = await Installation.start(stand, { repository, env, runnerEnv });
    const work = await createWork(installation.person, repository, witness);
    await work.add('commands');
    await waitFor(() => witness.size() > 5, { what: 'the command to be under way' });
    const first = await runOf(work, 1);
    const machine = installation.machines.find(({ id }) => id === first?.runner_id);
    machine?.runner.program.signal('SIGSTOP');
    // It stands still until its lease is over, and its work is done elsewhere.
    const isTakenOver = async () => ((await runOf(work, 2))?.runner_id ?? null) !== null;
    await waitFor(isTakenOver, { what: 'the other runner to take the work' });
    await waitFor(() => witness.executions().length === 2, { what: 'it to begin' });
    machine?.runner.program.signal('SIGCONT');
    witness.openGate();

    const areSettled = async () => (await work.tasks()).every(isSettled) && !(await work.runs()).some(isLive);
    await waitFor(areSettled, { what: 'the task to be settled' });
    const [lost, done] = [await runOf(work, 1), await runOf(work, 2)];
    expect([lost?.reason, done?.reason]).toEqual(['lost', 'ok']);
    expect(witness.overlaps()).toEqual([]);
    expect(witness.executions()).toMatchObject([{ isEnded: false }, { isEnded: true }]);
  },
);
