import type { TaskStatus } from '@overmind/contracts/entities/task';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PlanInput, planRuns, type SchedulableTask } from './plan.ts';
import { judgeReadiness } from './readiness.ts';

/*
 * A whole queue over time: in each minute tasks arrive, runs end, and a plan is made from the oldest tasks of
 * each agent and priority that are ready, as a cycle does.
 */

const start = Date.parse('2026-01-01T00:00:00Z');
const agentIds = ['x', 'y', 'z'] as const;
const capacity = 3;

interface Simulated {
  id: string;
  agentId: string;
  priority: number;
  createdAt: Date;
  dependsOn: number[];
  status: TaskStatus;
  runs: number;
  startedAt: number | null;
}

const anyArrival = fc.record({
  agentId: fc.constantFrom(...agentIds),
  priority: fc.integer({ min: 1, max: 5 }),
  minute: fc.integer({ min: 0, max: 40 }),
  dependsOn: fc.array(fc.nat({ max: 59 }), { maxLength: 2 }),
});
const anyStream = fc.array(anyArrival, { minLength: 1, maxLength: 60 });

const makeTask = (arrival: typeof anyArrival extends fc.Arbitrary<infer A> ? A : never, index: number) => ({
  id: `t${String(index).padStart(3, '0')}`,
  agentId: arrival.agentId,
  priority: arrival.priority,
  createdAt: new Date(start + arrival.minute * 60_000),
  // Only on tasks before it, so that there is no circle.
  dependsOn: index === 0 ? [] : [...new Set(arrival.dependsOn.map((each) => each % index))],
  status: 'queued' as TaskStatus,
  runs: 0,
  startedAt: null,
});

const isReady = (task: Simulated, all: readonly Simulated[]): boolean =>
  judgeReadiness(
    'done',
    task.dependsOn.map((index) => ({ key: `t${index}`, status: all[index]?.status ?? 'done' })),
  ).kind === 'ready';

const byAge = (one: Simulated, other: Simulated) =>
  one.createdAt.getTime() - other.createdAt.getTime() || (one.id < other.id ? -1 : 1);

function window(tasks: readonly Simulated[], perGroup: number): SchedulableTask[] {
  const taken = new Map<string, number>();
  const oldest = [...tasks].sort(byAge).filter((task) => {
    const group = `${task.agentId} ${task.priority}`;
    taken.set(group, (taken.get(group) ?? 0) + 1);
    return (taken.get(group) ?? 0) <= perGroup;
  });
  return oldest.map((task) => ({
    ...{ id: task.id, key: task.id, priority: task.priority, createdAt: task.createdAt },
    ...{ notBefore: null, waitsFor: null, assignedAgentId: task.agentId, hasLiveRun: false },
  }));
}

const inputAt = (all: readonly Simulated[], now: Date, perGroup: number): PlanInput => {
  const live = all.filter((task) => task.status === 'in_progress');
  const liveOf = (id: string) => live.filter((task) => task.agentId === id).length;
  const ready = all.filter((task) => task.status === 'queued' && task.createdAt <= now && isReady(task, all));
  return {
    tasks: window(ready, perGroup),
    agents: agentIds.map((id) => ({
      ...{ id, name: id, isEnabled: true, executor: 'commands', commandCount: 1, concurrency: 2 },
      ...{ liveRuns: liveOf(id), repoPath: '/repos/shop', labels: [] },
    })),
    runners: [
      {
        id: 'r',
        status: 'online',
        allowedRoots: ['/repos'],
        labels: [],
        capacity: 20,
        liveRuns: live.length,
      },
    ],
    project: { concurrency: capacity, liveRuns: live.length, isPaused: false },
    now,
  };
};

/** What happens in one minute: runs of three minutes end, and what the plan says begins. */
function pass(all: readonly Simulated[], minute: number): PlanInput {
  for (const task of all) if (task.startedAt !== null && minute - task.startedAt >= 3) task.status = 'done';
  const input = inputAt(all, new Date(start + minute * 60_000), capacity);
  for (const { taskId } of planRuns(input).schedule) {
    const task = all.find(({ id }) => id === taskId);
    if (!task) throw new Error('an unknown task was scheduled');
    expect(isReady(task, all)).toBe(true);
    Object.assign(task, { status: 'in_progress', runs: task.runs + 1, startedAt: minute });
  }
  return input;
}

/** Lets time pass until nothing is left. */
function runAll(all: readonly Simulated[], look: (live: Simulated[]) => void): void {
  for (let minute = 0; all.some((task) => task.status !== 'done'); minute += 1) {
    if (minute > 600) throw new Error('some task never ran');
    pass(all, minute);
    look(all.filter((task) => task.status === 'in_progress'));
  }
}

describe('a queue over time', () => {
  it('runs every task once, after those it waits for, under the limits', () => {
    fc.assert(
      fc.property(anyStream, (arrivals) => {
        const all = arrivals.map(makeTask);
        runAll(all, (live) => {
          expect(live.length).toBeLessThanOrEqual(capacity);
          for (const id of agentIds)
            expect(live.filter((task) => task.agentId === id).length).toBeLessThanOrEqual(2);
        });
        expect(all.every((task) => task.runs === 1)).toBe(true);
        for (const task of all)
          for (const index of task.dependsOn)
            expect((all[index]?.startedAt ?? 0) + 3).toBeLessThanOrEqual(task.startedAt ?? 0);
      }),
      { numRuns: 200 },
    );
  });

  it('starts the same tasks from the first few of each agent and priority as from all', () => {
    fc.assert(
      fc.property(anyStream, fc.integer({ min: 0, max: 60 }), (arrivals, minutes) => {
        const all = arrivals.map(makeTask);
        for (let minute = 0; minute < minutes; minute += 1) pass(all, minute);
        const now = new Date(start + minutes * 60_000);
        const few = planRuns(inputAt(all, now, capacity));
        expect(few.schedule).toEqual(planRuns(inputAt(all, now, all.length)).schedule);
      }),
      { numRuns: 300 },
    );
  });

  it('starves no task, though more urgent ones arrive for ever and faster than they can run', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), (priority) => {
        const old = { agentId: 'x' as const, priority, minute: 0, dependsOn: [] };
        // One a minute, while two can run in three.
        const urgent = Array.from({ length: 300 }, (_, minute) => ({ ...old, priority: 1, minute }));
        const all = [...urgent, old].map((each, index) => ({ ...makeTask(each, 0), id: `t${index}` }));
        for (let minute = 0; minute < 300; minute += 1) pass(all, minute);
        expect(all.at(-1)?.runs).toBe(1);
        expect(all.filter((task) => task.runs === 0).length).toBeGreaterThan(50);
      }),
      { numRuns: 10 },
    );
  });
});
