import type { LogLine, Run, RunReason } from '@overmind/contracts/entities/run';
import type { Task } from '@overmind/contracts/entities/task';
import type { TranscriptChange } from '@overmind/contracts/entities/transcript';
import { waitFor } from '@overmind/testing/wait-for';
import { expect } from 'vitest';
import { expectGapless } from '../main-job.ts';
import type { Person } from '../person.ts';
import { git } from '../repository.ts';
import type { Fault } from './schedule.ts';
import type { Screen } from './screen.ts';
import { words } from './work.ts';

/** Everything of one run, as its reader finds it: whole, in order, once. */
export async function expectWholeRun(person: Person, screen: Screen, run: Run, lines: number): Promise<void> {
  const log = await readAll<LogLine>(person, `/runs/${run.id}/logs`);
  expectGapless(log.map((line) => line.seq));
  expect(log).toHaveLength(run.log_seq);
  await waitFor(() => (screen.logs.get(run.id)?.length ?? 0) >= log.length, {
    what: 'the screen to have the log',
  });
  expect(screen.logs.get(run.id) ?? []).toEqual(log);
  if (run.executor === 'acp') await expectWholeTranscript(person, run);
  else expectWholeOutput(log, run, lines);
}

function expectWholeOutput(log: readonly LogLine[], run: Run, lines: number): void {
  const printed = log.map((line) => line.message).filter((message) => message.startsWith('line '));
  expect(printed).toEqual(printed.map((_, index) => `line ${index + 1}`));
  if (run.status === 'completed') expect(printed).toHaveLength(lines);
}

async function expectWholeTranscript(person: Person, run: Run): Promise<void> {
  const changes = await readAll<TranscriptChange>(person, `/runs/${run.id}/transcript`);
  expectGapless(changes.map((change) => change.seq));
  expect(changes).toHaveLength(run.transcript_seq);
  const said =
    changes
      .map(wordsIn)
      .join('')
      .match(/word \d+;/g) ?? [];
  expect(said).toEqual(words.slice(0, said.length));
  if (run.status === 'completed') expect(said).toEqual(words);
}

/** What the agent said; the prompt tells it the same words. */
function wordsIn({ step }: TranscriptChange): string {
  if (step.op === 'append') return step.text;
  return step.entry.kind === 'message' && step.entry.role === 'agent' ? step.entry.text : '';
}

async function readAll<T extends { seq: number }>(person: Person, path: string): Promise<T[]> {
  const all: T[] = [];
  for (;;) {
    const page = await person.list<T>(`${path}?after_seq=${all.at(-1)?.seq ?? 0}`);
    if (page.length === 0) return all;
    all.push(...page);
  }
}

const always: readonly RunReason[] = ['ok', 'lost', 'released'];

/** Why a run may end, for what was done to it. */
function reasonsAfter(faults: readonly Fault[]): readonly RunReason[] {
  const kinds = faults.map(({ kind }) => kind);
  return [
    ...always,
    ...(kinds.includes('kill_command') ? (['command_failed'] as const) : []),
    ...(kinds.includes('kill_agent') ? (['agent_failed'] as const) : []),
    ...(kinds.includes('fill_disk') ? (['disk_full'] as const) : []),
  ];
}

const fewestFailures = 3;

/** Work comes to its end, with a result, unless it was struck so often that it had to be given up: never all of it. */
export async function expectSettled(
  repository: string,
  tasks: readonly Task[],
  runs: readonly Run[],
  faults: readonly Fault[],
): Promise<void> {
  const reasons = reasonsAfter(faults);
  expect(runs.filter(({ reason }) => reason === null || !reasons.includes(reason))).toEqual([]);
  expect(runs.map(({ status }) => status)).toContain('completed');
  for (const task of tasks) {
    const own = runs.filter((run) => run.task_id === task.id);
    const completed = own.filter((run) => run.status === 'completed');
    expect(completed, task.key).toHaveLength(task.status === 'needs_review' ? 1 : 0);
    if (task.status !== 'needs_review') {
      expect(task.status).toBe('failed');
      expect(own.length, task.status_reason ?? '').toBeGreaterThanOrEqual(fewestFailures);
    }
    for (const { head_commit: head } of completed.filter((run) => run.executor === 'acp'))
      expect(await git(repository, 'show', `${head}:made/by-agent`)).toBe('allowed');
  }
}
