import { expect, it } from 'vitest';
import type { BoardFacts, BoardTask, EndedRun, RunFacts, TaskFacts } from './facts.ts';
import { composeReply, type ReplyOutcome } from './reply.ts';

const now = new Date('2026-03-04T12:00:00Z');
const footer = { key: 'SHOP-3', title: 'Add a footer' };
const tests = { key: 'SHOP-2', title: 'Run the tests' };
const counts = { queued: 0, in_progress: 0, blocked: 0, needs_review: 0, done: 0, failed: 0, canceled: 0 };
const quiet: BoardFacts = { counts, tasks: [], isPaused: false, now };

const onBoard = (fields: Partial<BoardTask>): BoardTask => ({
  ...{ ...tests, status: 'in_progress', status_reason: null, agent: 'qa', steps: [] },
  ...{ updated_at: '2026-03-04T11:00:00Z', started_at: '2026-03-04T11:58:00Z' },
  ...fields,
});
const step = (fields: object): RunFacts['steps'][number] => ({
  ...{ name: 'unit', kind: 'check', run: ['npm', 'test'], status: 'failed', exit_code: 2, duration_ms: 1 },
  ...{ log_from_seq: null, log_to_seq: null },
  ...fields,
});
const run: RunFacts = {
  ...{ attempt: 2, status: 'failed', reason: 'check_failed', status_detail: null, exit_code: 1, summary: '' },
  ...{
    steps: [step({ name: 'build', status: 'passed', exit_code: 0 }), step({})],
    metrics: {},
    runner: 'laptop',
  },
  ...{ created_at: '2026-03-04T11:00:00Z', started_at: '2026-03-04T11:00:00Z' },
  finished_at: '2026-03-04T11:03:00Z',
};
const task = (fields: Partial<TaskFacts>): TaskFacts => ({
  ...{
    ...footer,
    status: 'queued',
    status_reason: null,
    requested_by: 'chat',
    created_by: 'Ada',
    agent: 'qa',
  },
  ...{ created_at: '2026-03-03T12:00:00Z', agent_is_enabled: true, run: null, attempts: 0, waits_for: [] },
  moved: null,
  ...fields,
});
const ended: EndedRun = {
  ...{
    ...tests,
    task_status: 'needs_review',
    agent: 'qa',
    attempt: 1,
    status: 'completed',
    status_detail: null,
  },
  ...{ exit_code: 0, summary: 'All pass.', metrics: { files_changed: 2, insertions: 4, deletions: 1 } },
  ...{ started_at: null, finished_at: new Date('2026-03-04T11:00:00Z') },
};

it('helps with examples of the project that is spoken in', () => {
  const reply = composeReply({ kind: 'help', taskKey: 'DS-2' });
  expect(reply).toContain('"why did DS-2 fail?"');
  expect(new Set(reply.match(/[A-Z]+-\d+/g))).toEqual(new Set(['DS-2']));
});

it('tells what was added, for whom, how urgent and after what', () => {
  const reply = composeReply({
    kind: 'tasks_created',
    tasks: [
      { ...tests, agent: 'qa', priority: 3, waits_for: [] },
      { ...footer, agent: null, priority: 1, waits_for: ['SHOP-2'] },
    ],
    duplicates: [{ key: 'SHOP-1', title: 'Fix the header' }],
  });
  expect(reply).toBe(
    [
      'Added 2 tasks:',
      '- **SHOP-2** Run the tests (for qa)',
      '- **SHOP-3** Add a footer (no agent fits, so please assign one, urgent, after SHOP-2)',
      'Already there: **SHOP-1** Fix the header.',
    ].join('\n'),
  );
});

it.each<[ReplyOutcome, string]>([
  [
    { kind: 'acted', act: 'cancel', tasks: [footer, tests], refused: [] },
    'Canceled **SHOP-3** Add a footer and **SHOP-2** Run the tests.',
  ],
  [
    {
      ...{ kind: 'acted', act: 'cancel', tasks: [footer] },
      refused: [
        { key: 'SHOP-1', detail: 'this task is done already' },
        { key: 'SHOP-4', detail: 'this task is done already' },
        { key: 'SHOP-9', detail: 'There is no such task.' },
      ],
    },
    'Canceled **SHOP-3** Add a footer.\nNot **SHOP-1** or **SHOP-4**: This task is done already.\nNot **SHOP-9**: There is no such task.',
  ],
  [
    { kind: 'acted', act: 'approve', tasks: [], refused: [{ key: 'SHOP-3', detail: 'Run it first.' }] },
    'Not **SHOP-3**: Run it first.',
  ],
  [
    { kind: 'acted', act: 'reprioritize', tasks: [footer], refused: [], priority: 1 },
    '**SHOP-3** Add a footer has priority 1 now, urgent.',
  ],
  [
    { kind: 'acted', act: 'reject', tasks: [footer], refused: [], words: 'the colour is wrong' },
    'Sent back **SHOP-3** Add a footer, with your words: the colour is wrong.',
  ],
  [{ kind: 'board', topic: 'running', board: quiet }, 'Nothing is running.'],
  [
    { kind: 'board', topic: 'running', board: { ...quiet, isPaused: true } },
    'Nothing is running.\nThe project is paused: nothing new starts until you say resume.',
  ],
  [
    {
      ...{ kind: 'board', topic: 'running' },
      board: {
        ...quiet,
        counts: { ...counts, in_progress: 1 },
        tasks: [onBoard({ steps: [step({ name: 'unit', status: 'running' })] })],
      },
    },
    'Running: **SHOP-2** Run the tests, by qa, for 2 minutes, now at "unit"',
  ],
  [
    {
      ...{ kind: 'board', topic: 'failed' },
      board: {
        ...quiet,
        counts: { ...counts, failed: 7 },
        tasks: [
          onBoard({ status: 'failed', status_reason: 'A check failed' }),
          onBoard({ ...footer, status: 'failed' }),
        ],
      },
    },
    'Failed, 7 tasks:\n- **SHOP-2** Run the tests: A check failed.\n- **SHOP-3** Add a footer: no reason was given.\nand 5 more.',
  ],
  [
    { kind: 'board', topic: 'counts', board: { ...quiet, counts: { ...counts, done: 2, queued: 1 } } },
    'There are 3 tasks, 1 of them open: 1 queued, 2 done.',
  ],
  [{ kind: 'board', topic: 'counts', board: quiet }, 'There are no tasks yet.'],
  [
    {
      kind: 'why',
      isPaused: false,
      task: task({ status: 'failed', status_reason: 'A required check did not pass', run, attempts: 2 }),
    },
    '**SHOP-3** Add a footer failed. A required check did not pass. The check "unit" failed with exit code 2. It was tried 2 times.',
  ],
  [
    { kind: 'why', isPaused: false, task: task({ status: 'blocked', status_reason: 'no address yet' }) },
    '**SHOP-3** Add a footer is blocked: no address yet.',
  ],
  [
    { kind: 'why', isPaused: false, task: task({ waits_for: [{ key: 'SHOP-2', status: 'queued' }] }) },
    '**SHOP-3** Add a footer is queued. It waits for **SHOP-2**.',
  ],
  [
    {
      ...{ kind: 'when', now },
      task: task({ status: 'failed', run, moved: { to: 'failed', by: null, at: '2026-03-04T11:03:00Z' } }),
    },
    [
      '**SHOP-3** Add a footer has failed, since 57 minutes ago (2026-03-04 11:03 UTC).',
      'It was asked for 1 day ago (2026-03-03 12:00 UTC).',
      'Its latest run started 1 hour ago (2026-03-04 11:00 UTC) and ended 57 minutes ago, after 3 minutes.',
    ].join('\n'),
  ],
  [
    {
      kind: 'who',
      task: task({ status: 'done', moved: { to: 'done', by: 'Grace', at: '2026-03-04T11:03:00Z' } }),
    },
    '**SHOP-3** Add a footer was given to qa.\nAda asked for it.\nGrace approved it.',
  ],
  [
    { kind: 'last_run', run: ended, agent: null, now },
    'The last run was attempt 1 of **SHOP-2** Run the tests by qa. It succeeded, 1 hour ago (2026-03-04 11:00 UTC).\nAll pass.',
  ],
  [{ kind: 'last_run', run: null, agent: null, now }, 'No run has ended yet.'],
  [{ kind: 'last_run', run: null, agent: 'qa', now }, 'No run of qa has ended yet.'],
  [
    { kind: 'changes', runs: [ended], agent: 'qa', now },
    'The latest changes by qa:\n- **SHOP-2** Run the tests changed 2 files (+4 −1), 1 hour ago (2026-03-04 11:00 UTC)',
  ],
  [{ kind: 'sentences', topic: 'notes', lines: [] }, 'There are no notes in the state document.'],
  [
    {
      kind: 'agents',
      only: null,
      agents: [{ name: 'qa', role: 'qa', is_enabled: false, running: 1, queued: 2 }],
    },
    '1 agent: qa is disabled, 1 running, 2 queued',
  ],
  [{ kind: 'runners', runners: [] }, 'There is no runner yet, so no run can start.'],
  [
    { kind: 'clarify', question: 'Which one?', choices: [{ label: 'SHOP-2 Run', say: 'cancel SHOP-2' }] },
    'Which one?\n1. SHOP-2 Run',
  ],
  [
    {
      ...{ kind: 'clarify', question: 'Cancel it?' },
      choices: [
        { label: 'Yes', say: 'yes, cancel SHOP-2' },
        { label: 'No', say: 'never mind' },
      ],
    },
    'Cancel it?',
  ],
  [{ kind: 'refused', detail: 'No.' }, 'No.'],
])('tells %j', (outcome, text) => {
  expect(composeReply(outcome)).toBe(text);
});

it('tells which spec has begun', () => {
  expect(composeReply({ kind: 'specified', spec: { key: 'SPEC-3', title: 'Loyalty points' } })).toMatch(
    /^The spec \*\*SPEC-3\*\* Loyalty points has begun/,
  );
});

it('cuts what is long between characters and keeps to the first line', () => {
  const summary = `${'🦊'.repeat(500)}\nsecond line`;
  const told = composeReply({ kind: 'task', task: task({ status: 'done', run: { ...run, summary } }), now });
  expect(told.split('\n')).toHaveLength(2);
  expect(told.isWellFormed()).toBe(true);
  expect(told.length).toBeLessThan(500);
});

it('joins several outcomes, each a paragraph', () => {
  expect(
    composeReply([
      { kind: 'refused', detail: 'One.' },
      { kind: 'refused', detail: 'Two.' },
    ]),
  ).toBe('One.\n\nTwo.');
});
