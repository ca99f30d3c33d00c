import type { Merge } from '@overmind/contracts/entities/merge';
import type { Run } from '@overmind/contracts/entities/run';
import type { Task } from '@overmind/contracts/entities/task';
import { describe, expect, it } from 'vitest';
import { uuid } from '../../../../test/mock/fixtures/ids.ts';
import { merges } from '../../../../test/mock/fixtures/merges.ts';
import { runs } from '../../../../test/mock/fixtures/runs.ts';
import { snapshot } from '../../../../test/mock/fixtures/snapshot.ts';
import { walkOf } from './walk.ts';
import { whyWaits } from './why-waits.ts';

const runOf = (number: number): Run => {
  const found = runs.find(({ id }) => id === uuid(6, number));
  if (found === undefined) throw new Error(`no run ${number}`);
  return found;
};
const taskOf = (run: Run, patch: Partial<Task> = {}): Task => {
  const found = snapshot().tasks.find(({ id }) => id === run.task_id);
  if (found === undefined) throw new Error('no task');
  return { ...found, latest_run_id: run.id, ...patch };
};
const mergeOf = (run: Run, status: Merge['status']): Merge => {
  const [merge] = merges();
  if (merge === undefined) throw new Error('no merge');
  return { ...merge, run_id: run.id, status };
};
const states = (run: Run, task?: Task, merge?: Merge) =>
  Object.fromEntries(walkOf({ run, task, merge }).map(({ name, state }) => [name, state]));

describe('the walk of a run', () => {
  it('begins in the queue', () => {
    const run = { ...runOf(1), status: 'queued' as const, started_at: null, steps: [] };
    expect(states(run)).toMatchObject({ queued: 'now', claimed: 'ahead', work: 'ahead', review: 'ahead' });
  });

  it('is at work while a command runs, and leaves out what the run has none of', () => {
    expect(states(runOf(1))).toEqual({
      ...{ queued: 'done', claimed: 'done', setup: 'skipped', work: 'now', checks: 'ahead' },
      ...{ review: 'ahead', merged: 'ahead' },
    });
  });

  it('tells how long it waited and how long the work took', () => {
    const walk = walkOf({ run: runOf(4), task: undefined, merge: undefined });
    expect(walk.find(({ name }) => name === 'work')?.tookMs).toBe(8_400);
    const [queued] = walkOf({
      ...{ task: undefined, merge: undefined },
      run: { ...runOf(1), created_at: '2026-01-01T10:00:00Z', started_at: '2026-01-01T10:00:07Z' },
    });
    expect(queued?.tookMs).toBe(7_000);
  });

  it('stops at the checks that did not pass', () => {
    expect(states(runOf(5))).toMatchObject({
      work: 'done',
      checks: 'failed',
      review: 'skipped',
      merged: 'skipped',
    });
  });

  it('ends at its last step when it was judged a failure though each passed', () => {
    const run = { ...runOf(4), status: 'failed' as const, reason: 'empty_diff' as const };
    expect(states(run)).toMatchObject({ work: 'done', checks: 'failed', review: 'skipped' });
  });

  it('waits for a review, is approved, and is sent back when another attempt came', () => {
    const run = runOf(3);
    expect(states(run, taskOf(run, { status: 'needs_review' })).review).toBe('now');
    expect(states(run, taskOf(run, { status: 'done' })).review).toBe('done');
    expect(states(run, taskOf(run, { latest_run_id: uuid(6, 99) })).review).toBe('failed');
  });

  it('ends on the base branch, or before it where they conflict', () => {
    const run = runOf(3);
    const task = taskOf(run, { status: 'done' });
    expect(states(run, task, mergeOf(run, 'checking')).merged).toBe('now');
    expect(states(run, task, mergeOf(run, 'merged')).merged).toBe('done');
    expect(states(run, task, mergeOf(run, 'conflict')).merged).toBe('failed');
  });

  it('is not on the base branch while it waits in a pull request', () => {
    const run = runOf(3);
    const merge = {
      ...mergeOf(run, 'merged'),
      pull_request: { number: 7, url: 'https://git.example.org/7' },
    };
    expect(states(run, taskOf(run, { status: 'done' }), merge).merged).toBe('now');
  });
});

describe('why a run waits', () => {
  const run = { ...runOf(1), status: 'queued' as const };
  const view = snapshot();
  const [first] = view.runners;
  if (first === undefined) throw new Error('no runner');
  const offering = { ...first, allowed_roots: ['/'], live_runs: 0, capacity: 2, status: 'online' as const };
  const why = (runners: typeof view.runners, project = view.project) =>
    whyWaits({ agents: view.agents, project, runners }, run);

  it('is said with the place where it can be changed', () => {
    expect(why([])).toMatchObject({
      words: expect.stringContaining('No runner is connected'),
      place: 'runners',
    });
    expect(why([{ ...offering, allowed_roots: ['/elsewhere'] }])).toMatchObject({
      words: expect.stringContaining('No connected runner offers'),
      place: 'runners',
    });
    expect(why([{ ...offering, status: 'draining' }]).words).toContain(first.name);
    const paused = {
      ...view.project,
      settings: { ...view.project.settings, orchestration: 'paused' as const },
    };
    expect(why([offering], paused).place).toBe('settings');
  });

  it('passes by itself once a place is free', () => {
    expect(why([{ ...offering, live_runs: 2 }])).toMatchObject({
      words: expect.stringContaining('2 of 2'),
      place: null,
    });
    expect(why([offering])).toMatchObject({ words: expect.stringContaining('in a moment'), place: null });
  });
});
