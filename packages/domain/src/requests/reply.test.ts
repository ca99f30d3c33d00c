import { expect, it } from 'vitest';
import { composeReply, type ReplyOutcome } from './reply.ts';

const footer = { key: 'SHOP-3', title: 'Add a footer' };
const tests = { key: 'SHOP-2', title: 'Run the tests' };

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

it('tells where the project stands', () => {
  const quiet = {
    kind: 'status',
    running: [],
    queued: 0,
    review: [],
    blocked: [],
    failed: 0,
    done: 0,
  } as const;
  expect(composeReply(quiet)).toBe('Nothing is running.');
  expect(
    composeReply({
      ...quiet,
      running: [{ ...tests, agent: 'qa' }],
      review: [footer],
      blocked: [{ ...footer, reason: 'no key' }],
      queued: 2,
      done: 5,
    }),
  ).toBe(
    'Running: **SHOP-2** Run the tests by qa\nFor your review: **SHOP-3** Add a footer\nBlocked: **SHOP-3** Add a footer: no key\n2 queued, 5 done.',
  );
});

it.each<[ReplyOutcome, string]>([
  [
    { kind: 'task_status', ...footer, status: 'failed', reason: 'A command failed.', agent: 'qa' },
    '**SHOP-3** Add a footer is failed (qa): A command failed.',
  ],
  [
    { kind: 'acted', verb: 'canceled', tasks: [footer, tests] },
    'Canceled **SHOP-3** Add a footer and **SHOP-2** Run the tests.',
  ],
  [
    { kind: 'changed', key: 'SHOP-3', files_changed: 1, insertions: 4, deletions: 2, summary: null },
    '**SHOP-3** changed 1 file (+4 −2).',
  ],
  [{ kind: 'clarify', question: 'Which one?', choices: ['a', 'b'] }, 'Which one?\n- a\n- b'],
  [{ kind: 'refused', detail: 'No.' }, 'No.'],
])('tells %j', (outcome, text) => {
  expect(composeReply(outcome)).toBe(text);
});

it('says honestly what is not offered', () => {
  expect(composeReply({ kind: 'unsupported', what: 'undo' })).toContain('undo is not offered');
});

it('joins several outcomes, each a paragraph', () => {
  expect(
    composeReply([
      { kind: 'refused', detail: 'One.' },
      { kind: 'refused', detail: 'Two.' },
    ]),
  ).toBe('One.\n\nTwo.');
});
