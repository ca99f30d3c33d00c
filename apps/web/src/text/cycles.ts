import type { CycleCounts, CycleState, CycleTrigger } from '@overmind/contracts/entities/cycle';

const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

export const cycles = {
  history: 'Orchestrator cycles',
  openHistory: 'Cycles: progress and history',
  current: 'This cycle',
  last: 'Last cycle',
  earlier: 'Earlier',
  none: 'No cycle has run yet.',
  nothing: 'nothing to do',
  full: 'full',
  preview: 'Preview…',
  run: 'Run',
  runFull: 'Run full cycle',
  runFullHint: 'Looks at everything again, also at what did not change',
  state: (version: number) => `State v${version}`,
  steps: 'Progress of the cycle',
  stepDone: 'done',
  stepNow: 'now',
  previewTitle: 'What a cycle would do now',
  previewHint: 'Nothing has been changed. Things may look different by the time it runs.',
  previewNothing: 'A cycle would change nothing.',
  previewNothingHint: 'Every request is taken in, and no task can start.',
  runIt: 'Run it',
  refresh: 'Look again',
  sections: {
    would_create: 'Creates',
    would_cancel: 'Cancels',
    would_schedule: 'Schedules',
    waiting: 'Leaves waiting',
  },
  writesState: 'Writes a new state version.',
  keepsState: 'The state document stays as it is.',
  byType: 'agent by type',
  paused: 'The project is paused: a cycle plans, and schedules nothing.',
} as const;

export const cycleTriggers: Record<CycleTrigger, string> = {
  button: 'by hand',
  input: 'new input',
  run_finished: 'a run ended',
  timer: 'by the clock',
  command: 'a command',
};

/** The eight states a cycle walks through. */
export const cycleSteps: { state: CycleState; words: string }[] = [
  { state: 'cycle.started', words: 'Begin' },
  { state: 'cycle.loaded_state', words: 'Load the state' },
  { state: 'cycle.validated_state', words: 'Check the state' },
  { state: 'cycle.ingested_inputs', words: 'Read requests' },
  { state: 'cycle.planned_tasks', words: 'Plan tasks' },
  { state: 'cycle.scheduled_runs', words: 'Schedule runs' },
  { state: 'cycle.updated_state', words: 'Write the state' },
  { state: 'cycle.completed', words: 'Done' },
];

/** What a cycle did, in a few words; empty when it did nothing. */
export const countWords = (counts: CycleCounts): string =>
  [
    counts.requests_ingested > 0 ? plural(counts.requests_ingested, 'request read', 'requests read') : '',
    counts.requests_failed > 0 ? `${counts.requests_failed} failed` : '',
    counts.tasks_created > 0 ? plural(counts.tasks_created, 'task made', 'tasks made') : '',
    counts.tasks_canceled > 0 ? `${counts.tasks_canceled} canceled` : '',
    counts.tasks_unblocked > 0 ? `${counts.tasks_unblocked} unblocked` : '',
    counts.runs_scheduled > 0 ? plural(counts.runs_scheduled, 'run scheduled', 'runs scheduled') : '',
    counts.tasks_waiting > 0 ? `${counts.tasks_waiting} waiting` : '',
  ]
    .filter((words) => words !== '')
    .join(' · ');
