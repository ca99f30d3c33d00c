import type { RunFlag } from '@overmind/contracts/entities/run';

const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

export const review = {
  title: 'Review',
  titleOf: (key: string, title: string) => `Review of ${key}: ${title}`,
  open: 'Review the changes',
  openResult: 'Review the result',
  files: 'Changed files',
  filter: 'Filter files',
  noFiles: 'No files to look at',
  noSuchFile: 'No changed file has this in its name.',
  viewed: 'Viewed',
  viewedCount: (viewed: number, all: number) => `${viewed} of ${plural(all, 'file', 'files')} viewed`,
  counts: (plus: number, minus: number) =>
    `${plural(plus, 'line', 'lines')} added, ${plural(minus, 'line', 'lines')} removed`,
  commentCount: (count: number) => plural(count, 'comment', 'comments'),
  kinds: { add: 'New file', delete: 'Deleted', modify: 'Changed', rename: 'Renamed', copy: 'Copied' },
  modes: (old: string, fresh: string) => `Its mode changed from ${old} to ${fresh}.`,
  binary: 'A binary file: it has no lines to show.',
  noLines: 'None of its lines changed.',
  newlineGone: 'The line break at the end of the file is gone.',
  long: (lines: number) => `${lines.toLocaleString('en')} lines: folded, so that the page stays quick.`,
  load: 'Show them',
  gap: (lines: number) => `⋯ ${plural(lines, 'unchanged line', 'unchanged lines')}`,
  line: (line: number, side: 'old' | 'new', type: 'insert' | 'delete' | 'normal') =>
    `Line ${line}${type === 'insert' ? ', added' : type === 'delete' ? ', removed' : side === 'old' ? ', before' : ''}`,
  lineActs: (line: number) => `Line ${line}`,
  comment: 'Comment',
  copyLink: 'Copy link',
  linkCopied: 'The link is copied.',
  why: 'Why is this here?',
  view: 'View',
  unified: 'Unified',
  split: 'Side by side',
  hideSpace: 'Hide white-space changes',
  previous: 'Previous change',
  next: 'Next change',
  showFiles: 'Files',
  closeFiles: 'Close the list',
  empty: 'This run changed no files.',
  emptyHint:
    'There is nothing to compare and nothing to merge. Its evidence is above; reports and other files are with the run.',
  removed: 'The files of this run were removed',
  removedHint:
    'What it changed cannot be shown any more: its files were kept for as long as the project asks for. Request changes, and the task is run again.',
  onlySpace: 'Only white space changed.',
  onlySpaceHint: 'Show white-space changes again to see where.',
  truncated: 'The diff is too long to show whole: what is missing is not on this page.',
  download: 'Download the whole diff',
  gone: 'There is nothing to review here',
  goneHint: 'No task or run has this name, or it has no result yet.',
  toBoard: 'To the board',
  newer: 'There is a newer result than the one you are looking at.',
  showNewer: 'Show it',
  notLatest: 'This is not the latest result of the task, so it cannot be decided on.',
  attempt: (attempt: number) => `Attempt ${attempt}`,
  attempts: 'Other attempts',
  attemptShort: (attempt: number) => `Review attempt ${attempt}`,
  commit: 'Commit',
  run: 'Open the run',
  keys: 'Keys of this page',
  comments: {
    title: 'Comments',
    hint: 'Ctrl+Enter sends, Escape gives up.',
    on: (line: number) => `Comment on line ${line}`,
    add: 'Add comment',
    save: 'Save',
    edit: 'Edit comment',
    remove: 'Delete comment',
    by: (isMine: boolean) => (isMine ? 'Your comment' : 'A comment'),
    sent: 'Given to an agent',
    list: (count: number) => plural(count, 'comment', 'comments'),
    none: 'No comments yet. Choose a line number, or press C on a line.',
    goTo: (path: string, line: number) => `Go to ${path}, line ${line}`,
  },
} as const;

export const earlierComments = {
  title: 'Comments on earlier attempts',
  of: (attempt: number) => `A comment on attempt ${attempt}`,
  on: (attempt: number) => `on attempt ${attempt}`,
  changed: 'line changed since',
  unchanged: 'line as it was',
  notSent: 'never given to an agent',
  count: (count: number) => `${count} earlier`,
  outdated: (count: number) =>
    count === 1
      ? 'A comment on a line that was changed since'
      : `${count} comments on lines that were changed since`,
  elsewhere: 'In a file that this result does not change',
} as const;

export const resolution = {
  resolve: 'Resolve',
  reopen: 'Reopen',
  resolved: 'Resolved',
  resolvedBy: (name: string) => `Resolved by ${name}`,
  open: (count: number) => `${count} open`,
  openComments: (count: number) => plural(count, 'open comment', 'open comments'),
  onlyOpen: 'Only open comments',
  all: 'Every comment is resolved.',
  failed: 'The comment stays as it was',
} as const;

export const reviewEvidence = {
  title: 'Evidence',
  nothing: 'Nothing was checked',
  nothingHint: 'No check ran on this result. What you see below is all there is to judge by.',
  checks: (passed: number, all: number) => `${passed} of ${all} checks passed`,
  tests: (passed: number, failed: number, skipped: number) =>
    [
      `${plural(passed, 'test', 'tests')} passed`,
      failed > 0 ? `${failed} failed` : '',
      skipped > 0 ? `${skipped} skipped` : '',
    ]
      .filter(Boolean)
      .join(', '),
  flags: (count: number) => `${plural(count, 'flag', 'flags')}`,
  flagsTitle: 'Something in this run needs a look',
  flagsHint: 'Look at each of these before you approve.',
  flagKinds: {
    test_deleted: 'A test was deleted',
    test_skipped: 'A test is skipped now',
    assertion_removed: 'An assertion was removed',
    check_changed: 'A check was changed',
    changed_later: 'Checks or teardown changed a file of the result',
    branch_restored: 'A branch or tag vanished during the run and was put back',
  } satisfies Record<RunFlag['kind'], string>,
  goTo: (place: string) => `Go to ${place}`,
  sandbox: {
    sandboxed: 'Ran in a sandbox',
    restricted: 'Ran with restrictions',
    none: 'Ran without a sandbox',
  },
} as const;

export const decide = {
  approve: 'Approve',
  approveAndMerge: 'Approve and merge',
  approveOnly: 'Approve only',
  more: 'Other ways to approve',
  cancel: 'Not yet',
  title: (key: string) => `Approve ${key}?`,
  bound: (commit: string) => `Your approval is of commit ${commit} and of no other.`,
  flagged: (count: number) =>
    `${count === 1 ? 'One thing in this run needs' : `${count} things in this run need`} a look. Approve only if that is what was wanted.`,
  removed:
    'The files of this run were removed, so nobody can see here what is approved. Request changes to have it run again.',
  unchecked: 'Nothing was checked. Approve only if you have checked it yourself.',
  words: 'A word about it (optional)',
  approved: (key: string) => `${key} is approved.`,
  approvedAndQueued: (key: string) => `${key} is approved and on its way to the base branch.`,
  failed: 'It was not approved',
  stale: 'The result changed since you looked at it. The newest is shown now; look again.',
  reject: (count: number) =>
    count === 0 ? 'Request changes' : `Request changes (${plural(count, 'comment', 'comments')})`,
  rejectTitle: (key: string) => `Ask for changes to ${key}`,
  rejectHint: 'The task is queued again. The next run is given your comments on lines and these words.',
  rejectLabel: (count: number) => (count === 0 ? 'What should be different?' : 'Anything else? (optional)'),
  rejectSubmit: 'Request changes',
  rejected: (key: string) => `${key} is queued again with what you asked for.`,
  rejectFailed: 'Changes were not asked for',
  state: (status: string) => `This task is ${status.toLowerCase()}.`,
  toRun: 'See its run',
  toMerge: 'Merge it',
  toMerges: 'See the merge',
} as const;

export const reviewKeys: { keys: string[]; words: string }[] = [
  { keys: ['N', 'P'], words: 'Next and previous change' },
  { keys: ['J', 'K'], words: 'Next and previous file' },
  { keys: ['⇧ J', '⇧ K'], words: 'Next and previous line' },
  { keys: ['V'], words: 'Mark the file as viewed, or not' },
  { keys: ['C'], words: 'Comment on the chosen line' },
  { keys: ['M', '⇧ M'], words: 'Next and previous comment' },
  { keys: ['R'], words: 'Resolve what was said of the chosen line, or open it again' },
  { keys: ['O'], words: 'Only open comments, or all' },
  { keys: ['U'], words: 'Unified or side by side' },
  { keys: ['W'], words: 'Hide or show white-space changes' },
  { keys: ['/'], words: 'Filter files' },
  { keys: ['?'], words: 'These keys' },
  { keys: ['Esc'], words: 'Let go of the chosen line' },
];
