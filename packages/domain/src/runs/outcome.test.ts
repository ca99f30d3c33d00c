import { type RunReason, RunReason as RunReasons, RunResult } from '@overmind/contracts/entities/run';
import { taskTypes } from '@overmind/contracts/entities/task';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideOutcome, describeReason, judgeResult, type RunEnd, requiredOf } from './outcome.ts';

const evidence = (kind: 'command' | 'diff' | 'review') => ({
  ...{
    name: kind,
    kind,
    run: [],
    exit_code: 0,
    duration_ms: 1,
    log_from_seq: 1,
    log_to_seq: 2,
    excerpt: '',
    tests: null,
  },
});
const check = (status: 'passed' | 'failed' | 'skipped') => ({
  name: 'lint',
  status,
  exit_code: 0,
  duration_ms: 1,
});
const step = (kind: 'command' | 'check', status: 'passed' | 'failed' | 'allowed_failure') => ({
  ...{ name: 'x', kind, run: [], status, exit_code: 0, duration_ms: 1, log_from_seq: null, log_to_seq: null },
});
const reviewer = { name: 'criteria', reviewer: 'critic', allow_failure: false, agent: null, problem: '' };
const proven = RunResult.parse({
  ...{ status: 'completed', evidence: [evidence('command'), evidence('diff')], checks: [check('passed')] },
  ...{ base_commit: 'a', head_commit: 'b' },
});

describe('a claimed success', () => {
  const judge = (change: Partial<RunResult>, taskType: (typeof taskTypes)[number] = 'code_change') =>
    judgeResult({ taskType, result: { ...proven, ...change }, requiredChecks: ['lint'] });

  it('stands with evidence, passed checks and a diff', () => {
    expect(judge({})).toEqual(proven);
    expect(judge({ evidence: [evidence('command')] }, 'test').status).toBe('completed');
    expect(judge({ steps: [step('command', 'allowed_failure')] }).status).toBe('completed');
    expect(judge({ base_commit: null, head_commit: null }).status).toBe('completed');
  });

  it('stands by a reviewer that was satisfied, and not by one that was not', () => {
    const review = evidence('review');
    expect(judge({ evidence: [review] }, 'test')).toMatchObject({ status: 'completed', summary: '' });
    const unsatisfied = { evidence: [{ ...review, exit_code: 1 }] };
    expect(judge(unsatisfied, 'test')).toMatchObject({ status: 'failed', reason: 'no_evidence' });
    expect(requiredOf({ checks: [], reviewers: [reviewer, { ...reviewer, allow_failure: true }] })).toEqual([
      'criteria',
    ]);
  });

  it.each<[string, Partial<RunResult>, RunReason]>([
    ['nothing shown', { evidence: [] }, 'no_evidence'],
    ['a required check missing', { checks: [] }, 'check_failed'],
    ['a required check skipped', { checks: [check('skipped')] }, 'check_failed'],
    [
      'a required check both passed and failed',
      { checks: [check('passed'), check('failed')] },
      'check_failed',
    ],
    ['a failed command', { steps: [step('command', 'failed')] }, 'command_failed'],
    ['a failed check step', { steps: [step('check', 'failed')] }, 'check_failed'],
    ['no diff', { evidence: [evidence('command')] }, 'empty_diff'],
    ['the commit it began with', { head_commit: 'a' }, 'empty_diff'],
  ])('fails with %s', (_name, change, reason) => {
    expect(judge(change)).toMatchObject({ status: 'failed', reason });
  });

  it('of a coding agent without checks goes to a person on its diff alone, who is told', () => {
    const alone = { taskType: 'code_change' as const, requiredChecks: [] };
    const result = { ...proven, summary: 'Added a field.', evidence: [evidence('diff')], checks: [] };
    const judged = judgeResult({ ...alone, result });
    expect(judged).toMatchObject({
      status: 'completed',
      summary: 'Added a field. Nothing was checked: add checks to the agent',
    });
    expect(judgeResult({ ...alone, result: judged })).toEqual(judged);
    expect(judgeResult({ ...alone, taskType: 'test', result })).toMatchObject({
      status: 'failed',
      reason: 'no_evidence',
    });
  });

  it('of other work needs a report, a review, or a command or check that passed', () => {
    const of = (kind: RunResult['evidence'][number]['kind'], exit_code: number | null) =>
      judgeResult({
        taskType: 'research',
        result: { ...proven, checks: [], evidence: [{ ...evidence('command'), kind, exit_code }] },
        requiredChecks: [],
      }).reason;
    expect([of('report', null), of('review', null), of('check', 0), of('command', 0)]).toEqual(
      Array(4).fill('ok'),
    );
    expect([of('diff', null), of('command', 1), of('check', null)]).toEqual(Array(3).fill('no_evidence'));
  });

  it('is no failure because of a teardown that failed, or a set-up step that was let fail', () => {
    const teardown = { ...step('command', 'failed'), kind: 'teardown' as const };
    expect(judge({ steps: [teardown] }).status).toBe('completed');
  });

  it('with flags stands, and says what the run did to its proof', () => {
    const flags: RunResult['flags'] = [
      { kind: 'test_deleted', path: 'a.test.ts', line: 4, text: "test('adds')" },
      { kind: 'check_changed', path: 'package.json', line: null, text: '' },
    ];
    const judged = judge({ flags, summary: '1 check passed' });
    expect(judged.status).toBe('completed');
    expect(judged.summary).toBe(
      '1 check passed. The run deleted tests, changed what checks go by (a.test.ts:4, package.json), so a person has to accept it',
    );
    expect(judgeResult({ taskType: 'code_change', result: judged, requiredChecks: ['lint'] })).toEqual(
      judged,
    );
  });

  it('is the only thing that is judged', () => {
    const failed: RunResult = { ...proven, status: 'timed_out', reason: 'timed_out', evidence: [] };
    expect(judgeResult({ taskType: 'test', result: failed, requiredChecks: ['lint'] })).toBe(failed);
  });
});

describe('the end of a run', () => {
  const now = new Date('2026-01-01T00:00:00Z');
  const decide = (end: Partial<RunEnd>) =>
    decideOutcome({
      ...{
        taskType: 'code_change',
        status: 'completed',
        reason: 'ok',
        attempt: 1,
        losses: 0,
        maxAttempts: 1,
      },
      ...{ autoAccept: [], isFlagged: false, now, random: () => 0.5, ...end },
    });

  it('brings a success to review, or to done where the project accepts the type', () => {
    expect(decide({})).toEqual({ task: 'needs_review', statusReason: null, notBefore: null });
    expect(decide({ taskType: 'test', autoAccept: ['test'] }).task).toBe('done');
    expect(decide({ taskType: 'test', autoAccept: ['test'], isFlagged: true }).task).toBe('needs_review');
    expect(decide({ taskType: 'infra', autoAccept: ['infra', 'code_change'] }).task).toBe('needs_review');
  });

  it('fails for good after the last attempt, saying what to do', () => {
    const outcome = decide({ status: 'failed', reason: 'command_failed', attempt: 3, maxAttempts: 3 });
    expect(outcome).toMatchObject({ task: 'failed', notBefore: null });
    expect(outcome.statusReason).toMatch(/after 3 attempts.*retry/);
  });

  it('does not count a lost run as a failed attempt', () => {
    expect(
      decide({ status: 'failed', reason: 'command_failed', attempt: 2, losses: 1, maxAttempts: 2 }).task,
    ).toBe('queued');
  });

  it('queues a lost run again, and gives up at the third loss', () => {
    expect(decide({ status: 'failed', reason: 'lost', losses: 1 })).toMatchObject({
      task: 'queued',
      notBefore: null,
    });
    expect(decide({ status: 'failed', reason: 'released', losses: 2 }).notBefore).not.toBeNull();
    expect(decide({ status: 'failed', reason: 'lost', losses: 3 })).toMatchObject({ task: 'failed' });
    expect(decide({ status: 'failed', reason: 'lost', losses: 3 }).statusReason).toContain(
      'lost its runner three times',
    );
  });

  it('cancels the task of a canceled run', () => {
    expect(decide({ status: 'canceled', reason: 'canceled' }).task).toBe('canceled');
  });

  it('backs off from 5 seconds, doubling, to 5 minutes at most', () => {
    const attempt = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(
        attempt,
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (number, chance) => {
          const { task, notBefore } = decide({
            ...{
              status: 'timed_out',
              reason: 'timed_out',
              attempt: number,
              maxAttempts: 100,
              random: () => chance,
            },
          });
          const delayMs = (notBefore ?? now).getTime() - now.getTime();
          const fullMs = Math.min(300_000, 5_000 * 2 ** (number - 1));
          expect(task).toBe('queued');
          expect(delayMs).toBeGreaterThanOrEqual(fullMs / 2);
          expect(delayMs).toBeLessThanOrEqual(fullMs);
        },
      ),
    );
  });

  it('keeps each try within half and the whole of its round, whichever way a task comes back', () => {
    const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    const end = fc.record({
      attempt: fc.integer({ min: 1, max: 9 }),
      losses: fc.nat(2),
      isLost: fc.boolean(),
    });
    fc.assert(
      fc.property(end, chance, ({ attempt, losses, isLost }, drawn) => {
        const reason = isLost ? 'lost' : 'check_failed';
        const { task, notBefore } = decide({
          ...{ status: 'failed', reason, attempt, losses, maxAttempts: 10, random: () => drawn },
        });
        const round = isLost ? losses - 1 : Math.max(1, attempt - losses);
        const fullMs = Math.min(300_000, 5_000 * 2 ** (round - 1));
        const delayMs = (notBefore ?? now).getTime() - now.getTime();
        expect(task).toBe('queued');
        expect(delayMs).toBeGreaterThanOrEqual(round < 1 ? 0 : fullMs / 2);
        expect(delayMs).toBeLessThanOrEqual(round < 1 ? 0 : fullMs);
      }),
    );
  });

  it('gives up on what only fails, after as many failures as allowed or three losses, saying what to do', () => {
    const ends = fc.array(
      fc.constantFrom<RunReason>('command_failed', 'timed_out', 'internal', 'lost', 'released'),
      {
        minLength: 20,
        maxLength: 20,
      },
    );
    fc.assert(
      fc.property(ends, fc.integer({ min: 1, max: 10 }), (reasons, maxAttempts) => {
        const seen = { failures: 0, losses: 0 };
        const last = reasons.find((reason) => {
          seen[reason === 'lost' || reason === 'released' ? 'losses' : 'failures'] += 1;
          const attempt = seen.failures + seen.losses;
          const outcome = decide({ status: 'failed', reason, attempt, losses: seen.losses, maxAttempts });
          if (outcome.task === 'failed') expect(outcome.statusReason).toMatch(/retry|report/i);
          return outcome.task === 'failed';
        });
        expect(last).toBeDefined();
        expect(seen.failures === maxAttempts || seen.losses === 3).toBe(true);
        expect(seen.failures).toBeLessThanOrEqual(maxAttempts);
        expect(seen.losses).toBeLessThanOrEqual(3);
      }),
    );
  });

  it('always says why a task is not in review or done', () => {
    const anyEnd = fc.record({
      taskType: fc.constantFrom(...taskTypes),
      status: fc.constantFrom(
        'completed' as const,
        'failed' as const,
        'timed_out' as const,
        'canceled' as const,
      ),
      reason: fc.constantFrom(...RunReasons.options),
      attempt: fc.integer({ min: 1, max: 9 }),
      losses: fc.nat(4),
    });
    fc.assert(
      fc.property(anyEnd, (end) => {
        const { task, statusReason } = decide(end);
        if (task !== 'needs_review') expect(statusReason).toMatch(/\.$/);
      }),
    );
  });
});

it('describes a reason in a sentence, with its detail', () => {
  expect(describeReason('check_failed', 'lint')).toBe('A required check did not pass: lint.');
  expect(describeReason('check_failed', null)).toBe('A required check did not pass.');
  expect(describeReason('timed_out', 'over 60 s.')).toBe('The run took longer than it may: over 60 s.');
});
