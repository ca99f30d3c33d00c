import type { SpecPhaseName, SpecPhaseStatus, SpecStatus } from '@overmind/contracts/entities/spec';

export const phaseNames: Record<SpecPhaseName, string> = {
  explore: 'Explore',
  requirements: 'Requirements',
  design: 'Design',
  tasks: 'Tasks',
  sync: 'Sync',
};
export const phaseHints: Record<SpecPhaseName, string> = {
  explore: 'What is there: structure, conventions, tests, risks, with the paths of the files that show it.',
  requirements:
    'What has to hold, numbered and testable: “When …, the system shall …”, each with how it is told that it does.',
  design: 'Components, data, interfaces, what else was considered, and which requirement each part meets.',
  tasks: 'The pieces of work: requirements that each covers, files it touches, what it waits for.',
  sync: 'What became of it: the tasks that were made, and where the spec stands in the repository.',
};
export const phaseStatuses: Record<SpecPhaseStatus, string> = {
  draft: 'draft',
  approved: 'approved',
  rejected: 'sent back',
  reopened: 'to be approved again',
};
export const specStatuses: Record<SpecStatus, string> = { active: 'active', completed: 'completed' };

export const specs = {
  title: 'Specs',
  start: 'Begin a spec',
  emptyTitle: 'No spec yet',
  emptyHint:
    'A spec takes a goal through five phases, from what is there to the tasks. Begin one here, or make one of what a discussion decided.',
  noMatchTitle: 'No such spec',
  noMatchHint: 'None of the specs has this status.',
  more: 'Show more',
  archive: 'Archive',
  emptyArchive: 'The archive is empty',
  emptyArchiveHint: 'A spec that is no longer worked on can be put here from its page.',
  status: 'Status',
  anyStatus: 'Any status',
  progress: (done: number, all: number) => `${done} of ${all} phases approved`,

  goal: 'Goal',
  goalHint: 'What is to be reached, for whom, and how it is told that it was.',
  name: 'Title',
  nameHint: 'The first words of the goal when it is left empty.',
  create: 'Begin',
  viewerOnly: 'Ask an owner for the operator role to write specs.',
} as const;

const listed = (phases: readonly SpecPhaseName[]): string =>
  phases.map((phase) => phaseNames[phase]).join(', ');

export const spec = {
  title: 'Spec',
  gone: 'There is no such spec',
  goneHint: 'It may belong to another project, or the address is wrong.',
  back: 'All specs',
  edit: 'Title and goal',
  save: 'Save',
  changedMeanwhile: 'Somebody changed this while you wrote. Close this, look at it, and repeat your edit.',
  fromDiscussion: 'The discussion it was made from',
  phases: 'Phases',
  now: 'it has come to this phase',
  empty: 'empty',
  archive: 'Put away',
  unarchive: 'Take back',
  archived: 'in the archive',
  archivedToast: (key: string) => `${key} is in the archive`,
  unarchivedToast: (key: string) => `${key} is back among the others`,
  failed: 'That was not done',
  reopened: (phases: readonly SpecPhaseName[]) => `To be approved again: ${listed(phases)}`,
} as const;

export const phase = {
  text: (name: string) => `Text of ${name}`,
  preview: 'Preview',
  nothing: 'Nothing is written here yet.',
  save: 'Save as a new version',
  saved: (version: number) => `Saved as version ${version}`,
  discard: 'Drop my changes',
  kept: 'These are your unsaved changes from before.',
  reopens: 'Saving another text opens this phase again, and all that were approved after it.',
  version: (version: number) => (version === 0 ? 'no text yet' : `version ${version}`),
  byNobody: 'written from the discussion',

  archived: 'This spec is in the archive. Take it back to write in it.',

  approve: 'Approve',
  approved: (name: string) => `${name} is approved`,
  approveUnchanged: 'Approve unchanged',
  approvedUnchanged: (name: string) => `${name} is approved, unchanged since it was sent back`,
  unchanged: 'Its text is unchanged since it was sent back.',
  saveFirst: 'Save your changes first.',
  writeFirst: 'Write something first.',
  earlierFirst: (name: string) => `${name} comes first and is not approved.`,
  reject: 'Send back…',
  rejectTitle: (name: string) => `Send ${name} back?`,
  rejectHint: 'It has to be written anew, and phases after it have to be approved again.',
  rejectSubmit: 'Send back',
  rejected: (name: string) => `${name} was sent back`,
  note: 'Why (for whoever writes on)',
  why: (note: string) => `Sent back: ${note}`,

  conflict: 'Somebody saved another text while you wrote',
  conflictHint: (version: number) =>
    `Version ${version} is below. Go on with your text on top of it, or drop yours.`,
  theirs: (version: number) => `Version ${version}`,
  keepMine: 'Go on with mine',
  takeTheirs: 'Take theirs',

  versions: 'Earlier versions',
  showVersion: 'Show',
  versionViews: { text: 'Its text', changes: 'What changed since' },
  sameAsNow: 'It said the same as the saved text says now.',
  restore: 'Put this text into the editor',
  chars: (count: number) => `${count} characters`,
  more: 'Show more',
} as const;
