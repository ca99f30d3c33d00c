import { describe, expect, it } from 'vitest';
import { speakable } from '../speakable/speakable.ts';
import { choicesFor } from './choices.ts';
import {
  noteSilence,
  type ResultOutcome,
  relayEnd,
  relayQuestions,
  relaySilence,
  remindOf,
  span,
} from './discussion.ts';
import { composeReply } from './reply.ts';

const hour = 3_600_000;
const result: ResultOutcome = {
  ...{ kind: 'result', title: 'Where sessions are stored', status: 'completed', reason: 'a vote passed' },
  record: {
    title: 'Sessions in PostgreSQL',
    decision: 'One table.\nIt is there already.',
    reasons: ['It is there'],
    risks: ['The table grows'],
  },
  ...{ options: [], ending: '0a1b2c3d', hasTasks: false, hasSpec: false },
};
const undecided: ResultOutcome = {
  ...{ ...result, status: 'no_consensus', record: null, reason: 'all 60 turns were taken' },
  options: [
    { proposal: 'P1', title: 'PostgreSQL' },
    { proposal: 'P3', title: 'Redis' },
  ],
};

describe('the end of a discussion', () => {
  it('asks what is to become of a decision', () => {
    const { content, choices } = relayEnd(result);
    expect(content).toBe(
      'The discussion “Where sessions are stored” has decided: “Sessions in PostgreSQL”. Shall I make tasks of it, or a spec?\n' +
        '1. Yes, make tasks\n2. Write a spec\n3. No',
    );
    expect(choices.map(({ say }) => say)).toEqual([
      'make tasks of the decision (0a1b2c3d)',
      'make a spec of the decision (0a1b2c3d)',
      'never mind',
    ]);
  });

  it('without a decision offers what there is to choose from', () => {
    const { content, choices } = relayEnd(undecided);
    expect(content).toContain(
      'ended without a decision: all 60 turns were taken. To choose from: P1 and P3.',
    );
    expect(choices.map(({ label }) => label)).toEqual(['P1 PostgreSQL', 'P3 Redis', 'No']);
    expect(choices[1]?.say).toBe('make tasks of P3 of the decision (0a1b2c3d)');
  });

  it.each([
    [{ status: 'stopped' }, /was stopped before it came to a decision\.$/],
    [{ status: 'failed', reason: 'no model answered' }, /failed: no model answered\.$/],
    [{ options: [] }, /Nothing is left to choose from\.$/],
  ] as const)('as %j asks nothing', (change, text) => {
    const { content, choices } = relayEnd({ ...undecided, ...change });
    expect(content).toMatch(text);
    expect(choices).toEqual([]);
  });

  it('is told to who asks, with what was not made of it yet', () => {
    expect(composeReply(result)).toBe(
      'The discussion “Where sessions are stored” decided: “Sessions in PostgreSQL”\n> One table.\nReasons:\n- It is there\nRisks:\n- The table grows',
    );
    expect(choicesFor({ ...result, hasTasks: true }).map(({ label }) => label)).toEqual(['Write a spec']);
  });
});

it('a discussion without a decision offers specs of its options to who asks for one', () => {
  expect(choicesFor({ ...undecided, to: 'spec', hasTasks: true }).map(({ say }) => say)).toEqual([
    'make a spec of P1 of the decision (0a1b2c3d)',
    'make a spec of P3 of the decision (0a1b2c3d)',
  ]);
  expect(choicesFor({ ...undecided, to: 'spec', hasSpec: true })).toEqual([]);
  expect(choicesFor({ ...undecided, to: 'tasks', hasTasks: true })).toEqual([]);
});

describe('what is made of a decision', () => {
  const named = { kind: 'decided' as const, title: 'Sessions', decision: 'PostgreSQL' };

  it('is told with what was left out', () => {
    const made = { tasks: ['Add a table', 'Write a test'], left_out: ['Approve all tasks'] };
    expect(composeReply({ ...named, made, isRepeat: false })).toBe(
      'I make 2 tasks of “PostgreSQL”, the decision of the discussion “Sessions”:\n- Add a table\n- Write a test\n' +
        'Left out, as it asks for no new work:\n- Approve all tasks',
    );
    expect(composeReply({ ...named, made, isRepeat: true })).toMatch(/^Tasks were made already/);
  });

  it('is a spec by its key', () => {
    const made = { spec: { key: 'SPEC-2', title: 'PostgreSQL' } };
    expect(composeReply({ ...named, made, isRepeat: false })).toMatch(/^I made a spec of .*: \*\*SPEC-2\*\*/);
    expect(composeReply({ ...named, made, isRepeat: true })).toMatch(/^There is a spec of it already/);
    expect(composeReply({ ...named, decision: null, made, isRepeat: true })).toBe(
      'There is a spec of what came of the discussion “Sessions” already: **SPEC-2** PostgreSQL.',
    );
  });
});

describe('a question of a discussion', () => {
  const asked = { title: 'Sessions', leftMs: 24 * hour, isReminder: false };

  it('is put with how it is answered and how long it waits', () => {
    expect(relayQuestions({ ...asked, questions: [{ question: 'How many\nusers?' }] })).toBe(
      'The discussion “Sessions” asks you: How many users?\n\nWhat you say next is the answer. Say “skip the questions” to let them go on without one; else they wait 24 hours.',
    );
    const several = [{ question: 'How many?' }, { question: 'How long?' }];
    expect(relayQuestions({ ...asked, questions: several, isReminder: true })).toMatch(
      /^The discussion “Sessions” still waits for your answer:\n1\. How many\?\n2\. How long\?\n/,
    );
  });

  it('is reminded of, and given up in words', () => {
    expect(remindOf([{ question: 'How many?' }], 12 * hour)).toBe(
      'Nobody has answered yet. Without an answer the discussion goes on in 12 hours.\n1. How many?',
    );
    expect(noteSilence(1)).toMatch(/^No answer was given in 60 minutes/);
    expect(relaySilence('Sessions', 72)).toContain('in 3 days');
  });

  it('that was answered offers to make a task instead where the words could have been one', () => {
    const outcome = { kind: 'answered' as const, title: 'Sessions', isWaiver: false, work: 'add a cache' };
    expect(composeReply(outcome)).toContain('as your answer');
    expect(choicesFor(outcome)).toEqual([{ label: 'Add a task instead', say: 'add a task: add a cache' }]);
    expect(choicesFor({ ...outcome, work: null })).toEqual([]);
  });
});

it('is said aloud without an id', () => {
  for (const text of [relayEnd(result).content, composeReply(result), composeReply(undecided)])
    expect(speakable(text)).not.toMatch(/[0-9a-f]{8}/);
});

it.each([
  [0, '1 minute'],
  [1_800_000, '30 minutes'],
  [12 * hour, '12 hours'],
  [30 * 24 * hour, '30 days'],
])('says how long %i ms are', (ms, text) => {
  expect(span(ms)).toBe(text);
});
