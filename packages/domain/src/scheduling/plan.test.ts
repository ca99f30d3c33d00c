import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type PlanInput,
  planRuns,
  type SchedulableAgent,
  type SchedulableRunner,
  type SchedulableTask,
} from './plan.ts';
import { rootsHold } from './roots.ts';

const now = new Date('2026-01-01T12:00:00Z');
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const task = (id: string, change: Partial<SchedulableTask> = {}): SchedulableTask => ({
  ...{ id, key: id, priority: 3, createdAt: minutesAgo(1), notBefore: null, waitsFor: null },
  ...{ assignedAgentId: 'qa', hasLiveRun: false, ...change },
});
const qa: SchedulableAgent = {
  ...{
    id: 'qa',
    name: 'qa',
    isEnabled: true,
    executor: 'commands',
    commandCount: 1,
    concurrency: 1,
    liveRuns: 0,
  },
  repoPath: '/repos/shop',
  labels: [],
};
const local: SchedulableRunner = {
  id: 'local',
  status: 'online',
  allowedRoots: ['/repos'],
  labels: ['linux', 'x64'],
  capacity: 2,
  liveRuns: 0,
};
const calm: PlanInput = {
  ...{ tasks: [task('t1')], agents: [qa], runners: [local], now },
  project: { concurrency: 4, liveRuns: 0, isPaused: false },
};

describe('why a task waits', () => {
  it.each<[string, Partial<PlanInput>]>([
    ['the project is archived', { project: { ...calm.project, isPaused: true, isArchived: true } }],
    ['agent "qa" is disabled', { agents: [{ ...qa, isEnabled: false }] }],
    ['agent "qa" has no commands yet', { agents: [{ ...qa, commandCount: 0 }] }],
    ['agent "qa" has no repository', { agents: [{ ...qa, repoPath: null }] }],
    ['no agent is assigned', { tasks: [task('t1', { assignedAgentId: null })] }],
    ['no agent is assigned', { agents: [] }],
    ['no runner is online', { runners: [{ ...local, status: 'draining' }] }],
    ['no runner offers /repos/shop', { runners: [{ ...local, allowedRoots: ['/repos/sho', '/other'] }] }],
    ['waits for T-2', { tasks: [task('t1', { waitsFor: 'waits for T-2' })] }],
    ['qa is busy (1 of 1 runs)', { agents: [{ ...qa, liveRuns: 1 }] }],
    ['the project is busy (4 of 4 runs)', { project: { ...calm.project, liveRuns: 4 } }],
    ['the project is paused', { project: { ...calm.project, isPaused: true } }],
    ['the runner is busy (2 of 2 runs)', { runners: [{ ...local, liveRuns: 2 }] }],
    [
      'the runner is busy (2 of 2 runs)',
      {
        unclaimedRuns: [
          { repoPath: '/repos/a', labels: [] },
          { repoPath: '/repos/b', labels: ['linux'] },
        ],
      },
    ],
    ['no connected runner carries the label gpu', { agents: [{ ...qa, labels: ['gpu'] }] }],
    ['no connected runner carries the labels linux, gpu', { agents: [{ ...qa, labels: ['linux', 'gpu'] }] }],
    [
      'no connected runner carries the label gpu',
      {
        agents: [{ ...qa, labels: ['gpu'] }],
        runners: [local, { ...local, id: 'far', labels: ['gpu'], status: 'offline' }],
      },
    ],
    ['it has a live run already', { tasks: [task('t1', { hasLiveRun: true })] }],
    ['retries at 12:05:00 UTC', { tasks: [task('t1', { notBefore: minutesAgo(-5) })] }],
  ])('says: %s', (reason, change) => {
    expect(planRuns({ ...calm, ...change })).toMatchObject({
      schedule: [],
      waiting: [{ taskId: 't1', reason }],
    });
  });

  it('starts a coding agent, which needs no commands', () => {
    const agents = [{ ...qa, executor: 'acp' as const, commandCount: 0 }];
    expect(planRuns({ ...calm, agents }).schedule).toEqual([{ taskId: 't1', agentId: 'qa' }]);
  });

  it('counts for a run only the runners that carry its labels', () => {
    const gpu = { ...local, id: 'gpu', labels: ['gpu'], capacity: 1 };
    const agents = [{ ...qa, labels: ['gpu'], concurrency: 3 }];
    const tasks = [task('t1'), task('t2')];
    const input = { ...calm, agents, tasks, runners: [local, gpu] };
    expect(planRuns(input)).toMatchObject({
      schedule: [{ taskId: 't1' }],
      waiting: [{ taskId: 't2', reason: 'the runner is busy (1 of 1 runs)' }],
    });
    const elsewhere = [{ repoPath: '/repos/a', labels: ['linux'] }];
    expect(planRuns({ ...input, unclaimedRuns: elsewhere }).schedule).toHaveLength(1);
  });

  it('starts a task once its time has come', () => {
    const tasks = [task('t1', { notBefore: minutesAgo(-5) }), task('t2', { notBefore: now })];
    expect(planRuns({ ...calm, tasks }).schedule).toMatchObject([{ taskId: 't2' }]);
  });

  it('counts those that only full runners keep from starting', () => {
    const tasks = ['t1', 't2', 't3'].map((id) => task(id));
    const timed = task('t4', { notBefore: minutesAgo(-5) });
    const agents = calm.agents.map((agent) => ({ ...agent, concurrency: 9 }));
    const runners = calm.runners.map((runner) => ({ ...runner, capacity: 1, liveRuns: 0 }));
    const project = { concurrency: 9, liveRuns: 0, isPaused: false };
    const full = { ...calm, agents, runners, project, tasks: [...tasks, timed] };
    expect(planRuns(full).waitingForRunner).toBe(2);
    expect(planRuns({ ...full, project: { ...project, concurrency: 1 } }).waitingForRunner).toBe(0);
  });
});

describe('order', () => {
  const first = (...tasks: SchedulableTask[]) => planRuns({ ...calm, tasks }).schedule[0]?.taskId;

  it('is by priority, then age, then id', () => {
    expect(first(task('a'), task('b', { priority: 1 }))).toBe('b');
    expect(first(task('a'), task('b', { createdAt: minutesAgo(2) }))).toBe('b');
    expect(first(task('b'), task('a'))).toBe('a');
  });

  it('lets a task gain a level for each 30 minutes', () => {
    expect(first(task('a', { priority: 5, createdAt: minutesAgo(121) }), task('b', { priority: 1 }))).toBe(
      'a',
    );
    expect(first(task('a', { priority: 5, createdAt: minutesAgo(119) }), task('b', { priority: 1 }))).toBe(
      'b',
    );
  });

  it('starves no task: the least urgent runs while an urgent one arrives every minute', () => {
    const arrivals: SchedulableTask[] = [task('old', { priority: 5, createdAt: now })];
    for (let minute = 0; minute < 200; minute += 1) {
      const clock = new Date(now.getTime() + minute * 60_000);
      arrivals.push(task(`new${minute}`, { priority: 1, createdAt: clock }));
      const chosen = planRuns({ ...calm, tasks: arrivals, now: clock }).schedule[0]?.taskId;
      if (chosen === 'old') return;
      arrivals.splice(
        arrivals.findIndex(({ id }) => id === chosen),
        1,
      );
    }
    expect.unreachable('The old task never ran.');
  });
});

const small = fc.integer({ min: 0, max: 3 });
const path = fc.constantFrom('/repos/a', '/repos/b', '/other/c');
const anyInput: fc.Arbitrary<PlanInput> = fc.record({
  tasks: fc.uniqueArray(
    fc.record({
      id: fc.integer({ min: 0, max: 40 }).map((id) => `t${id}`),
      key: fc.constant('T-1'),
      priority: fc.integer({ min: 1, max: 5 }),
      createdAt: fc.integer({ min: 0, max: 500 }).map(minutesAgo),
      notBefore: fc.option(fc.integer({ min: -20, max: 20 }).map(minutesAgo)),
      waitsFor: fc.constantFrom(null, null, null, 'waits for T-2'),
      assignedAgentId: fc.option(fc.constantFrom('x', 'y', 'z', 'gone')),
      hasLiveRun: fc.constantFrom(false, false, false, true),
    }),
    { selector: ({ id }) => id, maxLength: 20 },
  ),
  agents: fc
    .tuple(
      path,
      path,
      path,
      fc.array(fc.record({ concurrency: small, liveRuns: small, isEnabled: fc.boolean() }), {
        minLength: 3,
        maxLength: 3,
      }),
    )
    .map(([one, two, three, limits]) =>
      ['x', 'y', 'z'].map((id, index) => ({
        ...{
          id,
          name: id,
          executor: 'commands' as const,
          commandCount: 1,
          repoPath: [one, two, three][index] ?? null,
          labels: id === 'z' ? ['gpu'] : [],
        },
        ...{ isEnabled: true, concurrency: 1, liveRuns: 0, ...limits[index] },
      })),
    ),
  runners: fc.uniqueArray(
    fc.record({
      id: fc.constantFrom('r1', 'r2', 'r3'),
      status: fc.constantFrom('online' as const, 'online' as const, 'stale' as const),
      allowedRoots: fc.uniqueArray(fc.constantFrom('/repos', '/other', '/repos/b'), { maxLength: 2 }),
      labels: fc.uniqueArray(fc.constantFrom('gpu', 'linux'), { maxLength: 2 }),
      capacity: small,
      liveRuns: small,
    }),
    { selector: ({ id }) => id },
  ),
  project: fc.record({
    concurrency: fc.integer({ min: 1, max: 6 }),
    liveRuns: small,
    isPaused: fc.constantFrom(false, false, false, true),
  }),
  now: fc.constant(now),
});

describe('every plan', () => {
  it('passes no limit and answers for every task exactly once', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const { schedule, waiting } = planRuns(input);
        const answered = [...schedule, ...waiting].map(({ taskId }) => taskId);
        expect(answered.sort()).toEqual(input.tasks.map(({ id }) => id).sort());
        if (input.project.isPaused) expect(schedule).toEqual([]);
        expect(schedule.length).toBeLessThanOrEqual(
          Math.max(0, input.project.concurrency - input.project.liveRuns),
        );
        for (const agent of input.agents) {
          const given = schedule.filter(({ agentId }) => agentId === agent.id).length;
          expect(given).toBeLessThanOrEqual(
            agent.isEnabled ? Math.max(0, agent.concurrency - agent.liveRuns) : 0,
          );
        }
        for (const { taskId, agentId } of schedule) {
          const chosen = input.tasks.find(({ id }) => id === taskId);
          expect(chosen).toMatchObject({
            hasLiveRun: false,
            waitsFor: null,
            assignedAgentId: agentId,
          });
          expect((chosen?.notBefore ?? now) <= now).toBe(true);
          const needed = input.agents.find(({ id }) => id === agentId)?.labels ?? [];
          const has = input.runners.filter(({ status }) => status === 'online').map(({ labels }) => labels);
          expect(has.some((labels) => needed.every((label) => labels.includes(label)))).toBe(true);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('leaves a slot on a runner for each run: any set of repositories has room where it is offered', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const { schedule } = planRuns(input);
        const pathOf = (agentId: string) => input.agents.find(({ id }) => id === agentId)?.repoPath ?? '';
        const online = input.runners.filter(({ status }) => status === 'online');
        for (let subset = 1; subset < 8; subset += 1) {
          const paths = ['/repos/a', '/repos/b', '/other/c'].filter((_path, index) => subset & (1 << index));
          const wanted = schedule.filter(({ agentId }) => paths.includes(pathOf(agentId))).length;
          const room = online
            .filter((runner) => paths.some((held) => rootsHold(runner.allowedRoots, held)))
            .reduce((sum, runner) => sum + Math.max(0, runner.capacity - runner.liveRuns), 0);
          expect(wanted).toBeLessThanOrEqual(room);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('is the same whatever the order of the input', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const reversed = {
          ...input,
          ...{
            tasks: input.tasks.toReversed(),
            agents: input.agents.toReversed(),
            runners: input.runners.toReversed(),
          },
        };
        expect(planRuns(reversed)).toEqual(planRuns(input));
      }),
    );
  });
});

it('holds paths by whole segments and never through ".."', () => {
  expect(rootsHold(['/repos'], '/repos')).toBe(true);
  expect(rootsHold(['/repos/'], '/repos/shop')).toBe(true);
  expect(rootsHold(['/'], '/anything')).toBe(true);
  expect(rootsHold(['/repos'], '/repositories')).toBe(false);
  expect(rootsHold(['/repos'], '/repos/../etc')).toBe(false);
});
