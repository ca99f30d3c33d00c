import type { Stage, StageName } from '#features/runs/page/walk.ts';

export const runWalk = {
  title: 'The way of this run',
  stages: {
    queued: 'Queued',
    claimed: 'Taken',
    setup: 'Set-up',
    work: 'Work',
    checks: 'Checks',
    review: 'Review',
    merged: 'Merged',
  } satisfies Record<StageName, string>,
  states: {
    done: 'done',
    now: 'now',
    ahead: 'still to come',
    failed: 'did not pass',
    skipped: 'left out',
  } satisfies Record<Stage['state'], string>,
} as const;

export const runWaits = {
  title: 'Why it waits',
  paused: 'The project is paused, so no run is handed out.',
  noRunner: 'No runner is connected. Start one, and it takes this run by itself.',
  notCarried: (labels: string) => `No connected runner carries the labels ${labels}.`,
  notOffered: (repository: string) =>
    `No connected runner offers ${repository}. Start a runner there with --root and a folder above it.`,
  draining: (names: string) => `Only ${names} offers this repository, and takes no new runs while it drains.`,
  full: (live: number, places: number) =>
    `All places are taken: ${live} of ${places}. It is next as soon as a run ends.`,
  disabled: (agent: string) => `The agent ${agent} is switched off.`,
  soon: 'A runner takes it in a moment.',
  toSettings: 'Project settings',
  toRunners: 'See the runners',
  toAgents: 'See the agents',
  next: 'What you can do',
  toConsole: 'Read the output',
  toEvidence: 'See the evidence',
  toAgent: 'Change the agent',
  toMerge: 'Merge it',
  toMerges: 'See the merge',
  nothingToMerge: 'It changed no file, so there is nothing to merge.',
} as const;
