import type { TranscriptEntry } from '@overmind/contracts/entities/transcript';

type Tool = Extract<TranscriptEntry, { kind: 'tool_call' }>;
type Permission = Extract<TranscriptEntry, { kind: 'permission' }>;
type PlanItem = Extract<TranscriptEntry, { kind: 'plan' }>['items'][number];

export const transcript = {
  region: 'Transcript of the coding agent',
  agent: 'Agent',
  you: 'You',
  person: 'A person',
  thought: 'Thinking',
  thoughtHint: (count: number) => `Thinking, ${count.toLocaleString('en')} characters`,
  plan: 'Plan',
  planDone: (done: number, all: number) => `${done} of ${all} done`,
  planItem: {
    pending: 'to do',
    in_progress: 'under way',
    completed: 'done',
  } satisfies Record<PlanItem['status'], string>,
  loading: (percent: number) => `Loading, ${percent} %`,
  emptyLiveTitle: 'Nothing was said yet',
  emptyLiveHint: 'What the agent thinks, says and does appears here as it happens.',
  emptyEndedTitle: 'The agent said nothing',
  emptyEndedHint: 'The console may tell why.',
  toConsole: 'Open the console',
  toNow: 'Jump to now',
  unseen: (count: number) => `Jump to now, ${count} new`,
  behind: 'New entries could not be loaded.',
  input: 'Input',
  output: 'Output',
  noOutput: 'It printed nothing.',
  noDetails: 'No details were told.',
  locations: 'Files',
  cut: 'It was longer than is kept.',
  promptAll: (lines: number) => `Show the whole prompt, ${lines} lines`,
  promptLess: 'Fold the prompt',
  changes: (count: number) => (count === 1 ? 'Change' : `${count} changes`),
  tools: {
    read: 'Read',
    edit: 'Edit',
    delete: 'Delete',
    move: 'Move',
    search: 'Search',
    execute: 'Run',
    think: 'Think',
    fetch: 'Fetch',
    other: 'Tool',
  } satisfies Record<Tool['tool'], string>,
  toolStatus: {
    pending: 'waits',
    in_progress: 'under way',
    completed: 'done',
    failed: 'failed',
  } satisfies Record<Tool['status'], string>,
  permission: {
    pending: 'waits for an answer',
    allowed: 'allowed',
    denied: 'denied',
    expired: 'nobody answered, so it was denied',
    withdrawn: 'no longer asked for',
  } satisfies Record<Permission['status'], string>,
  decidedBy: (who: string) => `by ${who}`,
  usage: (sent: string | null, received: string | null) =>
    [sent === null ? '' : `${sent} tokens in`, received === null ? '' : `${received} out`]
      .filter(Boolean)
      .join(', '),
  cached: (count: string) => `${count} from a cache`,
} as const;

export const say = {
  label: 'Say something to the agent',
  placeholder: 'Say something to the agent…',
  hint: 'Ctrl + Enter sends. It is read when the agent gets to it.',
  send: 'Send',
  title: 'What people said',
  status: { queued: 'on its way', delivered: 'delivered', refused: 'not delivered' },
  again: 'Write it again',
} as const;
