import type { CycleState } from '@overmind/contracts/entities/cycle';

export const dashboard = {
  projects: 'Switch project',
  current: 'Current project',
  allProjects: 'All projects',
  state: (version: number) => `State v${version}`,
  noState: 'No state yet',
  stateHint: 'Open the project state document',
  run: 'Run orchestrator',
  running: 'Cycle runs',
  runHint: 'Load the state, plan tasks, schedule runs',
  cycleFailed: 'The cycle failed',
  cycleDone: (tasks: number, runs: number) =>
    `Cycle done: ${tasks} ${tasks === 1 ? 'task' : 'tasks'} planned, ${runs} ${runs === 1 ? 'run' : 'runs'} scheduled.`,
  cycleIdle: 'Cycle done: nothing new to do.',
  paused: 'Paused: nothing new starts; live runs go on.',
  resume: 'Resume',
  newTask: 'New task',
  palette: 'Commands (⌘K)',
  tabs: { board: 'Board', runs: 'Runs', chat: 'Chat' },
  needsYou: 'Needs you',
  needsYouCount: (count: number) =>
    count === 1 ? '1 task waits for your decision' : `${count} tasks wait for your decision`,
  approve: 'Approve',
  review: 'Review',
  resize: (name: string) => `Resize ${name}`,
  hide: (name: string) => `Hide ${name}`,
  show: (name: string) => `Show ${name}`,
  panels: { board: 'Board', runs: 'Runs and console', chat: 'Chat' },
  live: 'Live',
  connecting: 'Connecting',
  offline: 'Not connected',
  runnersOnline: (online: number, total: number) =>
    total === 0 ? 'No runner' : `${online} of ${total} runners online`,
  noRunner: 'No runner is online, so nothing can run. Start one on the machine that has the repository.',
  health: 'Connection and runners',
  agents: 'Agents',
  settings: 'Project settings',
  heartbeat: 'last heard',
} as const;

export const cycleWords: Record<CycleState, string> = {
  'cycle.queued': 'Waiting to begin',
  'cycle.started': 'Started',
  'cycle.loaded_state': 'State loaded',
  'cycle.validated_state': 'State checked',
  'cycle.ingested_inputs': 'Requests read',
  'cycle.planned_tasks': 'Tasks planned',
  'cycle.scheduled_runs': 'Runs scheduled',
  'cycle.updated_state': 'State written',
  'cycle.completed': 'Done',
  'cycle.failed': 'Failed',
};
