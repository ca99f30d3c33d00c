import { taskStatuses } from '@overmind/contracts/entities/task';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  finalTaskStatuses,
  findDependencyCycle,
  findViolation,
  movesForPeople,
  openTaskStatuses,
  type TaskChange,
  taskTransitions,
  whyNotMove,
} from './lifecycle.ts';

const fine: Omit<TaskChange, 'from' | 'to'> = {
  hasSuccessfulRun: true,
  agentIsEnabled: true,
  reason: 'because',
  runWasLost: true,
};
const status = fc.constantFrom(...taskStatuses);

describe('changes of status', () => {
  it('allows the edges of the lifecycle and no others, whatever else is true', () => {
    fc.assert(
      fc.property(status, status, (from, to) => {
        expect(findViolation({ from, to, ...fine }) === null).toBe(taskTransitions[from].includes(to));
      }),
    );
  });

  it('lets nothing leave a final status', () => {
    expect(finalTaskStatuses).toEqual(['done', 'canceled']);
    expect([...openTaskStatuses, ...finalTaskStatuses].sort()).toEqual([...taskStatuses].sort());
    fc.assert(
      fc.property(fc.constantFrom(...finalTaskStatuses), status, (from, to) => {
        expect(findViolation({ from, to, ...fine })?.rule).toMatch(/^task\./);
      }),
    );
  });

  it.each([
    [
      'done without a successful run',
      { from: 'needs_review', to: 'done', hasSuccessfulRun: false },
      'task.done_needs_successful_run',
    ],
    [
      'done from the queue without a run',
      { from: 'queued', to: 'done', hasSuccessfulRun: false },
      'task.done_needs_successful_run',
    ],
    ['a run of a task in review', { from: 'needs_review', to: 'in_progress' }, 'task.run_starts_from_queued'],
    [
      'a second run of a running task',
      { from: 'in_progress', to: 'in_progress' },
      'task.run_starts_from_queued',
    ],
    [
      'a run by a disabled agent',
      { from: 'queued', to: 'in_progress', agentIsEnabled: false },
      'task.agent_disabled',
    ],
    [
      'blocked without a reason',
      { from: 'queued', to: 'blocked', reason: '  ' },
      'task.blocked_needs_reason',
    ],
    [
      'back to the queue while the run lives',
      { from: 'in_progress', to: 'queued', runWasLost: false },
      'task.transition',
    ],
    ['done from failed', { from: 'failed', to: 'done' }, 'task.transition'],
    ['failed from the queue', { from: 'queued', to: 'failed' }, 'task.transition'],
  ] as const)('refuses %s', (_name, change, rule) => {
    const violation = findViolation({ ...fine, ...change });
    expect(violation?.rule).toBe(rule);
    expect(violation?.detail).toMatch(/^[A-Z].*\.$/);
  });
});

describe('moves on the board', () => {
  it('are edges of the lifecycle, and every other column has a reason', () => {
    fc.assert(
      fc.property(status, status, (from, to) => {
        const mayMove = movesForPeople({ status: from }).some((move) => move.to === to);
        if (mayMove) expect(taskTransitions[from]).toContain(to);
        expect(whyNotMove(from, to) === null).toBe(mayMove || from === to);
      }),
    );
  });

  it('name the action that a drop stands for', () => {
    expect(movesForPeople({ status: 'needs_review' })).toEqual([
      { to: 'done', via: 'approve' },
      { to: 'queued', via: 'reject' },
      { to: 'canceled', via: 'cancel' },
    ]);
    expect(whyNotMove('queued', 'done')).toBe('Only a reviewed task can be done.');
  });
});

describe('circles of dependencies', () => {
  it('are found and told as the way round', () => {
    const edges = new Map([
      ['b', ['c']],
      ['c', ['a']],
    ]);
    expect(findDependencyCycle(edges, 'a', ['b'])).toEqual(['a', 'b', 'c', 'a']);
    expect(findDependencyCycle(edges, 'a', ['a'])).toEqual(['a', 'a']);
    expect(findDependencyCycle(edges, 'a', ['d'])).toBeNull();
  });

  it('put the proposed in place of what the task waited for', () => {
    expect(
      findDependencyCycle(
        new Map([
          ['a', ['b']],
          ['b', ['a']],
        ]),
        'a',
        [],
      ),
    ).toBeNull();
  });

  it('never close when tasks wait only for earlier ones, and always when the first waits for a later one in a chain', () => {
    const graph = fc.array(fc.array(fc.nat(19), { maxLength: 4 }), { minLength: 2, maxLength: 20 });
    fc.assert(
      fc.property(graph, (rows) => {
        const edges = new Map<string, string[]>();
        rows.forEach((row, index) => {
          const earlier = row.filter((other) => other < index).map(String);
          expect(findDependencyCycle(edges, String(index), earlier)).toBeNull();
          edges.set(String(index), index > 0 ? [...earlier, String(index - 1)] : []);
        });
        const circle = findDependencyCycle(edges, '0', [String(rows.length - 1)]);
        expect(circle?.[0]).toBe('0');
        expect(circle?.at(-1)).toBe('0');
      }),
    );
  });
});
