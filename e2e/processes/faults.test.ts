import type { Message } from '@overmind/contracts/entities/conversation';
import { waitFor } from '@overmind/testing/wait-for';
import { expect, test } from 'vitest';
import { expectSettled, expectWholeRun } from './support/chaos/expect-whole.ts';
import { Installation } from './support/chaos/installation.ts';
import { litterIn, processesOfRuns } from './support/chaos/litter.ts';
import { expectSoundRecords } from './support/chaos/records.ts';
import { type Fault, faultsOf } from './support/chaos/schedule.ts';
import { Screen } from './support/chaos/screen.ts';
import { type Scene, strike } from './support/chaos/strikes.ts';
import { createWork, isLive, isSettled, type Work } from './support/chaos/work.ts';
import { expectGapless, say } from './support/main-job.ts';
import { lookOf } from './support/repository.ts';
import { shortLeases } from './support/server.ts';
import { Stand } from './support/stand.ts';
import { Watcher } from './support/watcher.ts';
import { Witness } from './support/witness.ts';

// Three seeds in a row meet every kind of fault.
const firstSeed = Number(process.env['CHAOS_SEED'] ?? 0);
const seedCount = Number(process.env['CHAOS_SEEDS'] ?? 3);
const seeds = Array.from({ length: seedCount }, (_, index) => firstSeed + index);

const lines = 240;
const notesOfOneRun = lines / 5;
const settleLimitMs = 300_000;

async function settle(work: Work, what: string) {
  const areSettled = async () => {
    const tasks = await work.tasks();
    if (tasks.every(isSettled) && !(await work.runs()).some(isLive)) return tasks;
    throw new Error(JSON.stringify(tasks.map((task) => [task.key, task.status, task.status_reason])));
  };
  return waitFor(areSettled, { what, timeoutMs: settleLimitMs });
}

/** Everything that was done to the installation, each after more work was given to it. */
async function strikeAll(scene: Scene, conversationId: string, faults: readonly Fault[]) {
  const { work, witness, installation } = scene;
  const struck: string[] = [];
  const said = [await say(installation.person, { conversationId }, 'What is going on?')];
  const added = [await work.add('commands'), await work.add('agent')];
  for (const [index, fault] of faults.entries()) {
    added.push(await work.add(index % 2 === 0 ? 'agent' : 'commands'));
    const reached = witness.size() + fault.after;
    const isReached = async () => witness.size() >= reached || (await work.tasks()).every(isSettled);
    await waitFor(isReached, { what: `the work to reach ${reached}`, timeoutMs: settleLimitMs });
    // Something that was acknowledged a moment before.
    said.push(await say(installation.person, { conversationId }, `What is going on now, ${index}?`));
    const hit = await strike(scene, fault);
    if (hit !== null) struck.push(hit);
  }
  return { struck, said, added };
}

test.concurrent.each(seeds)(
  'loses nothing and runs nothing twice at once (seed %i)',
  async (seed) => {
    await using stand = new Stand();
    const repository = await stand.repository();
    const before = await lookOf(repository);
    const witness = stand.own(await Witness.create({ lines }));
    const runnerEnv = { RUNNER_FREEZE_AFTER_MS: '4000', RUNNER_KILL_GRACE_MS: '2000' };
    const installation = await Installation.start(stand, { repository, env: shortLeases, runnerEnv });
    const { person, machines, server } = installation;
    const work = await createWork(person, repository, witness);
    const screen = stand.own(new Screen(person, work.projectId));
    const faults = faultsOf(seed, notesOfOneRun, machines.length);

    const { struck, said, added } = await strikeAll(
      { installation, work, witness },
      work.conversationId,
      faults,
    );
    const context = `after ${struck.join('; ')}`;
    const tasks = await settle(work, `the tasks to be settled ${context}`);
    const runs = await work.runs();
    console.info(
      `seed ${seed}: ${runs.length} runs of ${tasks.length} tasks ${context}; they ended with ` +
        runs.map((run) => run.reason).join(' '),
    );

    expect(tasks.map(({ id }) => id)).toEqual(expect.arrayContaining(added.map(({ id }) => id)));
    const messages = await person.list<Message>(`/conversations/${work.conversationId}/messages?limit=500`);
    expect(messages.map(({ id }) => id)).toEqual(expect.arrayContaining(said.map(({ id }) => id)));
    await expectSettled(repository, tasks, runs, faults);
    for (const run of runs) await expectWholeRun(person, screen, run, lines);
    await expectSoundRecords(server.databaseFolder);

    expect(witness.overlaps(), context).toEqual([]);
    await waitFor(() => processesOfRuns(runs).length === 0 && witness.livePids().length === 0, {
      what: 'no process of a run to be left',
    }).catch((error: unknown) => {
      throw new Error(JSON.stringify(processesOfRuns(runs)), { cause: error });
    });
    const dataDirs = machines.map(({ runner }) => runner.dataDir);
    const isClean = async () => {
      const litter = await litterIn(repository, dataDirs, runs);
      if (litter.length === 0) return true;
      throw new Error(litter.join(', '));
    };
    await waitFor(isClean, { what: `no worktree and no branch to be left ${context}` });
    expect(await lookOf(repository)).toEqual(before);

    const whole = stand.own(await Watcher.open(person, work.projectId));
    const last = Math.max(...screen.events.map((event) => event.seq));
    await waitFor(() => (whole.events.at(-1)?.seq ?? 0) >= last, { what: 'every event' });
    expectGapless(whole.events.map((event) => event.seq));
    expectGapless(screen.events.map((event) => event.seq));
    expect(screen.resyncs).toBe(0);
  },
  600_000,
);
