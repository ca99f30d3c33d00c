import { LiveClient } from '@overmind/client/live';
import type { Message } from '@overmind/contracts/entities/conversation';
import type { RealtimeEvent } from '@overmind/contracts/entities/event';
import type { LogLine, Run } from '@overmind/contracts/entities/run';
import type { Task } from '@overmind/contracts/entities/task';
import type { LogFrame } from '@overmind/contracts/frames/client';
import { waitFor } from '@overmind/testing/wait-for';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { Installation } from './support/installation.ts';
import { createProject, expectGapless, say } from './support/main-job.ts';
import { Person } from './support/person.ts';
import { faultsOf } from './support/schedule.ts';
import { shortLeases } from './support/server.ts';
import { Stand } from './support/stand.ts';
import { TracedStep } from './support/step.ts';
import { Watcher } from './support/watcher.ts';

// From this one on, six seeds take each part away in the middle of the step, two of them twice.
const firstSeed = Number(process.env['CHAOS_SEED'] ?? 13);
const runCount = Number(process.env['CHAOS_RUNS'] ?? 6);
const seeds = Array.from({ length: runCount }, (_, index) => firstSeed + index);

const lines = 240;
const journalEntries = lines / 5;

/** A screen that heals itself: what it was shown through all the faults. */
class Screen implements Disposable {
  readonly events: RealtimeEvent[] = [];
  readonly logs = new Map<string, LogLine[]>();
  resyncs = 0;
  readonly #live: LiveClient;

  constructor(person: Person, projectId: string) {
    this.#live = new LiveClient({
      baseUrl: person.baseUrl,
      projectId,
      afterSeq: 0,
      token: () => person.token,
      WebSocket: WebSocket as never,
      reconnect: { firstMs: 50, mostMs: 300 },
      onEvent: (event) => {
        this.events.push(event);
        if (event.type === 'agent.run.started') this.#live.subscribe(event.entity.id);
      },
      onLog: (frame: LogFrame) => {
        this.logs.set(frame.run_id, [...(this.logs.get(frame.run_id) ?? []), ...frame.lines]);
      },
      onResync: () => {
        this.resyncs += 1;
      },
    });
    this.#live.start();
  }

  [Symbol.dispose](): void {
    this.#live.stop();
  }
}

const isSettled = (task: Task): boolean =>
  ['needs_review', 'done', 'failed', 'canceled'].includes(task.status);

async function readWholeLog(person: Person, runId: string): Promise<LogLine[]> {
  const all: LogLine[] = [];
  for (;;) {
    const page = await person.list<LogLine>(`/runs/${runId}/logs?after_seq=${all.at(-1)?.seq ?? 0}`);
    if (page.length === 0) return all;
    all.push(...page);
  }
}

async function expectWholeRun(person: Person, screen: Screen, run: Run): Promise<void> {
  expect(run.finished_at).not.toBeNull();
  expect(run.reason).not.toBeNull();
  const log = await readWholeLog(person, run.id);
  expectGapless(log.map((line) => line.seq));
  expect(log).toHaveLength(run.log_seq);
  const printed = log.filter((line) => line.message.startsWith('line '));
  expect(printed.map((line) => line.message)).toEqual(printed.map((_, index) => `line ${index + 1}`));
  if (run.status === 'completed') expect(printed).toHaveLength(lines);
  await waitFor(() => (screen.logs.get(run.id)?.length ?? 0) >= log.length, {
    what: 'the screen to have the log',
  });
  expect(screen.logs.get(run.id) ?? []).toEqual(log);
}

test.each(seeds)(
  'loses nothing and runs nothing twice at once (seed %i)',
  async (seed) => {
    await using stand = new Stand();
    const repository = await stand.repository();
    const server = await stand.server(shortLeases);
    const runner = await stand.runner(server, [repository]);
    const step = await TracedStep.create(await stand.folder(), { lines });
    const person = await Person.signIn(server.url);
    const work = await createProject(person, repository, { run: step.run });
    const screen = stand.own(new Screen(person, work.project.id));
    const installation = new Installation(server, runner);
    const faults = faultsOf(seed, journalEntries);

    const acknowledged = [await say(person, work, 'Run the tests')];
    for (const [index, { victim, at }] of faults.entries()) {
      const reached = step.size() + at;
      await waitFor(
        async () =>
          step.size() >= reached ||
          (await person.list<Task>(`/projects/${work.project.id}/tasks`)).some(isSettled),
        { what: `the journal to reach ${reached}`, timeoutMs: 30_000 },
      );
      // Something that was acknowledged a moment before.
      acknowledged.push(await say(person, work, `Status please, number ${index}`));
      await installation.strike(victim);
    }

    const context = `faults ${JSON.stringify(faults)}`;
    const [task] = await waitFor(
      async () => {
        const tasks = await person.list<Task>(`/projects/${work.project.id}/tasks`);
        if (tasks.length === 1 && tasks.every(isSettled)) return tasks;
        throw new Error(JSON.stringify(tasks.map((each) => [each.key, each.status, each.status_reason])));
      },
      { what: `the task to be settled after ${context}`, timeoutMs: 60_000 },
    );
    expect(task?.status, context).toBe('needs_review');

    const messages = await person.list<Message>(`/conversations/${work.conversationId}/messages?limit=500`);
    expect(messages.map((message) => message.id)).toEqual(
      expect.arrayContaining(acknowledged.map(({ id }) => id)),
    );
    const runs = await person.list<Run>(`/projects/${work.project.id}/runs`);
    for (const run of runs) await expectWholeRun(person, screen, run);
    expect(runs.filter((run) => run.status === 'completed')).toHaveLength(1);

    expect(await step.overlaps(), context).toEqual([]);
    expect((await step.executions()).length).toBeLessThanOrEqual(runs.length);
    await waitFor(() => step.livePids().length === 0, {
      what: 'no process of the step to be left',
      timeoutMs: 2_000,
    });

    const whole = stand.own(await Watcher.open(person, work.project.id));
    const last = runs.length > 0 ? Math.max(...screen.events.map((event) => event.seq)) : 0;
    await waitFor(() => (whole.events.at(-1)?.seq ?? 0) >= last, { what: 'every event' });
    expectGapless(whole.events.map((event) => event.seq));
    expectGapless(screen.events.map((event) => event.seq));
    expect(screen.resyncs).toBe(0);
  },
  150_000,
);
