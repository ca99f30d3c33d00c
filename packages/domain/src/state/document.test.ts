import { StateDocument } from '@overmind/contracts/entities/state';
import type { TaskStatus } from '@overmind/contracts/entities/task';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { generateState, type StateInput, type StateTask } from './document.ts';
import { parseState, serializeState } from './serialize.ts';

const task = (number: number, status: TaskStatus, change: Partial<StateTask> = {}): StateTask => ({
  ...{
    key: `SHOP-${number}`,
    title: `Task ${number}`,
    type: 'code_change',
    priority: 3,
    status,
    status_reason: null,
  },
  ...{ agent: 'qa', ...change },
});
const input: StateInput = {
  project: { name: 'Shop', is_archived: false, is_paused: false, repositories: ['/b', '/a', '/a'] },
  tasks: [
    ...[12, 9, 10, 11, 8, 7].map((number) => task(number, 'queued')),
    task(6, 'queued', { priority: 1 }),
    task(5, 'in_progress'),
    task(4, 'needs_review', { priority: 2 }),
    task(3, 'blocked', { status_reason: 'no key' }),
    task(2, 'failed'),
  ],
  counts: { queued: 7, in_progress: 1, needs_review: 1, blocked: 1, failed: 1, done: 3 },
  runs: {
    completed: [
      { task: 'SHOP-4', agent: 'qa', attempt: 1, finished_at: '2026-01-01T10:00:00Z', commit: 'abc' },
      {
        task: 'SHOP-1',
        agent: 'qa',
        attempt: 1,
        finished_at: new Date('2026-01-01T11:00:00Z'),
        commit: null,
      },
    ],
    failing: [
      { task: 'SHOP-2', agent: 'qa', attempt: 1, reason: 'A command failed.' },
      { task: 'SHOP-2', agent: 'qa', attempt: 2, reason: 'A check failed.' },
    ],
  },
  agents: [
    { name: 'qa', role: 'qa', executor: 'commands', is_enabled: false },
    { name: 'backend', role: 'backend', executor: 'commands', is_enabled: true },
  ],
  notes: 'Ours.\n',
  latest_change_at: new Date('2026-01-01T12:00:00Z'),
};

it('tells where a project stands', () => {
  const state = generateState(input);
  expect(StateDocument.parse(state)).toEqual(state);
  expect(state.project).toEqual({ name: 'Shop', status: 'working', repositories: ['/a', '/b'] });
  expect(state.summary).toEqual({
    ...{ current_focus: 'SHOP-5 Task 5', last_update: '2026-01-01T12:00:00.000Z' },
    progress: { total: 14, done: 3, failed: 1, canceled: 0 },
  });
  expect(state.tasks.next.map(({ key }) => key)).toEqual(['SHOP-6', 'SHOP-7', 'SHOP-8', 'SHOP-9', 'SHOP-10']);
  expect(state.tasks.blocked).toMatchObject([{ key: 'SHOP-3', reason: 'no key' }]);
  expect(state.runs.last_completed.map((run) => run.task)).toEqual(['SHOP-1', 'SHOP-4']);
  expect(state.runs.failing).toEqual([
    { task: 'SHOP-2', agent: 'qa', attempt: 2, reason: 'A check failed.' },
  ]);
  expect(state.risks).toEqual([
    'The latest run of SHOP-2 by qa ended badly: A check failed.',
    'SHOP-3 is blocked: no key',
    'Agent qa is disabled and has 7 queued tasks.',
  ]);
  expect(state.next_actions).toEqual([
    'Review SHOP-4 (Task 4).',
    'Unblock SHOP-3 (Task 3).',
    'Retry or cancel SHOP-2 (Task 2).',
    'Enable agent qa, or give its tasks to another.',
  ]);
});

it.each<[StateDocument['project']['status'], Partial<StateInput>]>([
  ['archived', { project: { ...input.project, is_archived: true, is_paused: true } }],
  ['paused', { project: { ...input.project, is_paused: true } }],
  ['waiting_for_review', { counts: { needs_review: 1, blocked: 1 } }],
  ['blocked', { counts: { blocked: 1, done: 4 } }],
  ['idle', { counts: {} }],
])('calls the project %s', (status, change) => {
  expect(generateState({ ...input, ...change }).project.status).toBe(status);
});

it('is the same, byte for byte, in whatever order and how often the rows come', () => {
  const before = serializeState(generateState(input), 'yaml');
  const shuffledOf = <T>(items: readonly T[]) => fc.shuffledSubarray([...items], { minLength: items.length });
  fc.assert(
    fc.property(
      shuffledOf([...input.tasks]),
      shuffledOf([...input.agents]),
      shuffledOf([...input.runs.failing]),
      shuffledOf([...input.runs.completed]),
      (tasks, agents, failing, completed) => {
        const again = { ...input, tasks: [...tasks, ...tasks], agents, runs: { failing, completed } };
        expect(serializeState(generateState(again), 'yaml')).toBe(before);
      },
    ),
  );
});

it('says what keeps queued tasks from starting, and what to do about it', () => {
  const stuck = (number: number, status_reason: string | null) => task(number, 'queued', { status_reason });
  const state = generateState({
    ...input,
    project: { ...input.project, is_paused: true },
    tasks: [
      ...[stuck(1, 'no runner offers /shop'), stuck(2, 'no runner offers /shop')],
      ...[stuck(3, 'agent "qa" has no commands yet'), stuck(4, 'waits for 1 task'), stuck(5, null)],
    ],
    runs: { completed: [], failing: [] },
    agents: [{ name: 'qa', role: 'qa', executor: 'commands', is_enabled: true }],
  });
  expect(state.risks).toEqual([
    '2 queued tasks cannot start: no runner offers /shop.',
    '1 queued task cannot start: agent "qa" has no commands yet.',
  ]);
  expect(state.next_actions).toEqual([
    'Resume the orchestrator; tasks are queued.',
    'Start a runner that may work in /shop.',
    'Give agent qa commands.',
  ]);
});

it('can be read again, however long its texts and lists are', () => {
  const long = '\u0001😀'.repeat(3_000);
  const many = <T>(count: number, make: (number: number) => T) =>
    Array.from({ length: count }, (_, number) => make(number));
  const statuses = ['in_progress', 'needs_review', 'blocked', 'failed', 'queued'] as const;
  const state = generateState({
    ...input,
    project: { ...input.project, repositories: many(1_000, (number) => `/${number}${long}`) },
    tasks: many(500, (number) =>
      task(number, statuses[number % 5] ?? 'queued', { title: long, status_reason: long }),
    ),
    runs: {
      completed: [],
      failing: many(1_000, (number) => ({ task: `SHOP-${number}`, agent: 'qa', attempt: 1, reason: long })),
    },
    agents: many(5_000, (number) => ({
      ...{ name: `agent ${number}`, role: long.slice(0, 64), executor: 'commands', is_enabled: true },
    })),
    notes: '\u200b'.repeat(100_000),
  });
  for (const format of ['yaml', 'json'] as const)
    expect(parseState(serializeState(state, format), format)).toEqual(state);
});

it('tells of specs and of decisions with what was made of them, long texts in short', () => {
  const spec = (number: number, title: string) => ({
    ...{ key: `SPEC-${number}`, title, phase: 'design', status: 'active' },
  });
  const state = generateState({
    ...input,
    specs: [spec(10, 'Later'), spec(9, 'x'.repeat(9_000))],
    decisions: [
      { title: 'B', decision: 'y'.repeat(20_000), tasks: ['SHOP-10', 'SHOP-9'], spec: 'SPEC-9' },
      { title: 'A', decision: 'Short.', tasks: [], spec: null },
    ],
  });
  expect(state.specs).toEqual([
    { ...spec(9, ''), title: expect.stringMatching(/^x{499}…$/) },
    spec(10, 'Later'),
  ]);
  expect(state.decisions).toEqual([
    { title: 'A', decision: 'Short.' },
    {
      ...{ title: 'B', decision: expect.stringMatching(/^y{499}…$/) },
      ...{ tasks: ['SHOP-9', 'SHOP-10'], spec: 'SPEC-9' },
    },
  ]);
  expect(parseState(serializeState(state, 'yaml'), 'yaml')).toEqual(state);
});

it('reads documents from before specs had keys', () => {
  const [spec] = generateState({
    ...input,
    specs: [{ key: 'SPEC-1', title: 'Old', phase: 'explore', status: 'active' }],
  }).specs;
  const { key: _key, ...old } = spec ?? {};
  const text = serializeState(generateState(input), 'json').replace(
    '"specs": []',
    `"specs": [${JSON.stringify(old)}]`,
  );
  expect(parseState(text, 'json').specs).toEqual([old]);
});
