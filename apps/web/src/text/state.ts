import type { StateCopy, StateVersionLine } from '@overmind/contracts/entities/state';

export const state = {
  title: 'Project state',
  hint: 'Generated from what is recorded; every change is a new version that stays.',
  versions: 'Versions',
  version: (version: number) => `v${version}`,
  latest: 'latest',
  emptyTitle: 'No version yet',
  emptyHint:
    'The first version is written when a cycle runs or a task changes. Run the orchestrator to make one now.',
  hash: 'SHA-256',
  copyDocument: 'Copy',
  download: 'Download',
  downloadYaml: 'As YAML',
  downloadJson: 'As JSON',
  back: 'Back to the dashboard',
  document: 'State document',
  outline: 'Sections',
  foldAll: 'Fold all',
  unfoldAll: 'Unfold all',
  fold: (name: string) => `Fold ${name}`,
  unfold: (name: string) => `Unfold ${name}`,
  foldedLines: (count: number) => `${count} ${count === 1 ? 'line' : 'lines'}`,
  keysHint: 'J and K walk through the versions',
  noneShown: 'There is no such version',
  noneShownHint: 'It may have been written before the oldest one that is kept. Choose another in the list.',
  views: { document: 'Document', blame: 'Blame', notes: 'Notes' },
  by: (author: string) => `by ${author}`,
} as const;

export const stateKinds: Record<StateVersionLine['kind'], string> = {
  generated: 'generated',
  edited: 'edited',
  rolled_back: 'rolled back',
};

export const copyWords: Record<StateCopy['status'], { label: string; hint: string }> = {
  in_step: { label: 'Git copy in step', hint: 'Every version is a commit of its own in the Git copy.' },
  behind: {
    label: 'Git copy is behind',
    hint: 'The newest versions are not committed yet; that happens by itself.',
  },
  diverged: { label: 'Git copy differs', hint: 'The Git copy holds something that the database does not.' },
  failed: { label: 'Git copy failed', hint: 'The last try to commit a version failed.' },
  none: { label: 'No Git copy', hint: 'No version has been committed yet.' },
};
export const copyText = {
  title: 'Git copy of the state',
  version: 'Committed version',
  head: 'Commit',
  checked: 'Looked at',
} as const;

export const compare = {
  title: (from: number, to: number) => `v${from} → v${to}`,
  start: 'Compare',
  changes: 'Changes',
  withPrevious: 'What this version changed',
  from: 'From version',
  to: 'To version',
  swap: 'Swap',
  close: 'Back to the document',
  views: { changes: 'By meaning', unified: 'Unified', split: 'Side by side' },
  same: 'These two versions say the same.',
  kinds: { added: 'added', removed: 'removed', changed: 'changed' },
  counts: (added: number, removed: number, changed: number) =>
    [
      added > 0 ? `${added} added` : '',
      removed > 0 ? `${removed} removed` : '',
      changed > 0 ? `${changed} changed` : '',
    ]
      .filter((words) => words !== '')
      .join(' · '),
  nothing: 'empty',
} as const;

export const blame = {
  title: (version: number) => `Who brought each line of v${version}`,
  partial: 'Older versions were not looked at; the oldest lines may be older than they seem.',
  line: (line: number) => `Line ${line}`,
  show: (version: number) => `What v${version} changed`,
} as const;

export const notes = {
  title: 'Notes',
  hint: 'The one section that people write. Markdown; agents read it with the rest of the state.',
  label: 'Notes in Markdown',
  write: 'Write',
  preview: 'Preview',
  empty: 'No notes yet. Write what agents and people should know: decisions, conventions, who to ask.',
  reason: 'Why (optional)',
  save: 'Save as a new version',
  saved: (version: number) => `Saved as v${version}.`,
  unchanged: 'Nothing has changed.',
  discard: 'Discard changes',
  readOnly: 'Only maintainers write notes.',
  newer: (version: number) =>
    `v${version} was written while you were editing. Your notes are kept and are merged with it when you save.`,
  keptDraft: 'These are your unsaved notes from before.',
  conflictTitle: 'Someone else changed the same notes',
  conflictHint: 'Take one side, or put both together below, then save again.',
  mine: 'Yours',
  theirs: (version: number, author: string) => `v${version}, by ${author}`,
  takeMine: 'Take yours',
  takeTheirs: 'Take theirs',
  takeBoth: 'Take both',
  merged: 'What shall stand there',
  saveMerged: 'Save this',
  refusedTitle: 'This edit was refused',
} as const;

export const rollback = {
  start: 'Roll back…',
  title: (version: number) => `Go back to v${version}?`,
  hint: (next: number) =>
    `A new version v${next} gets the notes and the project settings of then. Tasks, runs and history stay as they are.`,
  changes: 'What would change',
  nothing: 'Its notes and settings are the same as now, so nothing would change.',
  reason: 'Why (optional)',
  submit: 'Roll back',
  done: (version: number) => `Rolled back; this is v${version}.`,
} as const;
