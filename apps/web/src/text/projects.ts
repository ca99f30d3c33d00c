import type { Inspection } from '@overmind/contracts/entities/runner';

export const projects = {
  title: 'Projects',
  search: 'Search projects',
  create: 'New project',
  createTitle: 'New project',
  createHint: 'A project is one repository with its tasks, agents and history.',
  name: 'Name',
  description: 'What it is about',
  optional: 'optional',
  submit: 'Create project',
  openTasks: (count: number) => (count === 1 ? '1 open task' : `${count} open tasks`),
  needsYou: (count: number) => (count === 1 ? '1 needs you' : `${count} need you`),
  liveRuns: (count: number) => (count === 1 ? '1 run live' : `${count} runs live`),
  lastRun: 'Last run',
  noRuns: 'No runs yet',
  active: 'Active',
  archived: 'Archived',
  archive: 'Archive',
  unarchive: 'Take back out',
  archivedToast: (name: string) => `${name} is archived.`,
  unarchivedToast: (name: string) => `${name} is back.`,
  undo: 'Undo',
  emptyTitle: 'No project yet',
  emptyHint:
    'Point OvermindOps at a git repository on a machine with a runner. Agents then work in copies of it.',
  noMatchTitle: 'No project matches',
  noMatchHint: (text: string) => `Nothing is called “${text}”. Try fewer letters, or look under Archived.`,
  noneArchived: 'Nothing is archived',
  noneArchivedHint: 'Projects that you put away are kept here.',
  menu: (name: string) => `Actions for ${name}`,
} as const;

export const repositories = {
  label: 'Repository',
  placeholder: '/home/you/code/shop',
  hint: 'A folder on the machine of a runner. Pick it below or type its path.',
  browse: 'Folders that your runners allow',
  up: 'Up',
  roots: 'Allowed folders',
  noFolders: 'No folders here',
  noRunner: 'No runner is connected, so no folders can be shown. As soon as one is, they are.',
  noneAllowed:
    'Your runner may not work in any folder yet. Allow one on its machine, in a terminal where OvermindOps stands:',
  allow: (path: string) => `npx overmind runner allow ${path}`,
  allowed: 'The folder then shows here by itself.',
  isRepository: 'git repository',
  choose: 'Choose',
  open: (name: string) => `Open ${name}`,
  looking: 'Looking…',
  onBranch: (branch: string) => `on ${branch}`,
  detected: 'Found in it',
  nothingDetected: 'No test or lint command was found; agents can be given commands later.',
  noGit:
    'No git here. Each run works in a copy of the folder; its changes are shown for review and come as a patch that you apply yourself. There are no branches, no merges, and a second attempt begins anew.',
  later: 'Without a repository, agents cannot work yet. You can set one later.',
  kinds: { test: 'Test', lint: 'Lint', build: 'Build', format: 'Format' },
} as const;

export const inspectionHints: Record<Extract<Inspection, { ok: false }>['reason'], string> = {
  missing: 'Check the spelling.',
  not_a_directory: 'Give the folder that holds the repository.',
  not_git: 'Its .git folder cannot be read as a repository. Mend it, or remove it, then try again.',
  outside_roots: '',
  unreadable: 'Give the runner’s user the right to read it.',
  bare: 'Give a checkout, not a bare repository.',
  empty_repository: 'Commit something first.',
};
