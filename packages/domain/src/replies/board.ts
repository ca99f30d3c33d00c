import type { Topic } from '@overmind/contracts/entities/request';
import type { TaskStatus } from '@overmind/contracts/entities/task';
import type { BoardFacts, BoardTask } from './facts.ts';
import { ago, lasting } from './time.ts';
import { joinedNames, named, plural, sentence } from './wording.ts';

export const boardTopics = [
  'overview',
  'running',
  'queue',
  'next',
  'review',
  'failed',
  'blocked',
  'done',
  'counts',
] as const satisfies readonly Topic[];
export type BoardTopic = (typeof boardTopics)[number];

/** Which tasks are shown for a topic. */
export const shownFor: Record<BoardTopic, readonly TaskStatus[]> = {
  overview: ['in_progress', 'needs_review', 'failed', 'blocked'],
  running: ['in_progress'],
  queue: ['queued'],
  /** Only those whose turn can come. */
  next: [],
  review: ['needs_review'],
  failed: ['failed'],
  blocked: ['blocked'],
  done: ['done'],
  counts: [],
};

const paused = 'The project is paused: nothing new starts until you say resume.';

export function tellBoard(topic: BoardTopic, board: BoardFacts): string {
  switch (topic) {
    case 'overview':
      return tellOverview(board);
    case 'counts':
      return tellCounts(board);
    case 'running':
      return withPause(tellList(board, 'in_progress', 'Running', 'Nothing is running.', running), board);
    case 'queue':
      return withPause(tellList(board, 'queued', 'Queued', 'The queue is empty.', queued), board);
    case 'next':
      return withPause(tellNext(board), board);
    case 'review':
      return tellList(board, 'needs_review', 'For your review', 'Nothing is waiting for your review.', since);
    case 'failed':
      return tellList(board, 'failed', 'Failed', 'Nothing has failed.', reason);
    case 'blocked':
      return tellList(board, 'blocked', 'Blocked', 'Nothing is blocked.', reason);
    case 'done':
      return tellList(board, 'done', 'Done', 'Nothing is done yet.', since);
  }
}

const withPause = (text: string, { isPaused }: BoardFacts): string =>
  isPaused ? `${text}\n${paused}` : text;

type Detail = (task: BoardTask, now: Date) => string;

const running: Detail = ({ agent, started_at: at, steps }, now) => {
  const step = steps?.find((each) => each.status === 'running');
  const parts = [
    agent === null ? '' : `by ${agent}`,
    at === null ? '' : `for ${lasting(at, now)}`,
    step === undefined ? '' : `now at "${step.name}"`,
  ].filter((part) => part !== '');
  return parts.length > 0 ? `, ${parts.join(', ')}` : '';
};
const queued: Detail = ({ agent, status_reason: why }) =>
  `${agent === null ? ', no agent yet' : `, for ${agent}`}${why === null || why === '' ? '' : `: ${sentence(why)}`}`;
const since: Detail = ({ updated_at: at }, now) => `, ${ago(at, now)}`;
const reason: Detail = ({ status_reason: why }) => `: ${sentence(why ?? '') || 'no reason was given.'}`;

function tellList(
  { tasks, counts, now }: BoardFacts,
  status: TaskStatus,
  heading: string,
  none: string,
  detail: Detail,
): string {
  const shown = tasks.filter((task) => task.status === status);
  const lines = shown.map((task) => `${named(task)}${detail(task, now)}`);
  const [only] = lines;
  if (only === undefined) return none;
  if (counts[status] === 1) return `${heading}: ${only}`;
  const more = counts[status] - lines.length;
  return [
    `${heading}, ${plural(counts[status], 'task')}:`,
    ...lines.map((line) => `- ${line}`),
    ...(more > 0 ? [`and ${more} more.`] : []),
  ].join('\n');
}

/** `tasks` are those that wait for nothing but their turn, in its order. */
function tellNext({ tasks, counts, now }: BoardFacts): string {
  const [first, second] = tasks;
  if (first === undefined) {
    return counts.queued === 0
      ? 'Nothing is queued, so nothing comes next. Tell me what to do.'
      : `Nothing can start now: what is queued (${plural(counts.queued, 'task')}) waits for other tasks, for its time, or for a runner to begin.`;
  }
  const then = second === undefined ? '' : ` Then ${named(second)}.`;
  return `Next is ${named(first)}${queued(first, now).replace(/\.$/, '')}.${then}`;
}

const countWords: readonly (readonly [TaskStatus, string])[] = [
  ['in_progress', 'running'],
  ['queued', 'queued'],
  ['needs_review', 'for your review'],
  ['failed', 'failed'],
  ['blocked', 'blocked'],
  ['done', 'done'],
  ['canceled', 'canceled'],
];

function tellCounts({ counts }: BoardFacts): string {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  if (total === 0) return 'There are no tasks yet.';
  const parts = countWords
    .filter(([status]) => counts[status] > 0)
    .map(([status, word]) => `${counts[status]} ${word}`);
  const open = total - counts.done - counts.canceled;
  return `There ${total === 1 ? 'is' : 'are'} ${plural(total, 'task')}, ${open} of them open: ${parts.join(', ')}.`;
}

function tellOverview(board: BoardFacts): string {
  const { tasks, counts, isPaused } = board;
  const line = (heading: string, status: TaskStatus) => {
    const shown = tasks.filter((task) => task.status === status);
    if (shown.length === 0) return '';
    const more = counts[status] - shown.length;
    return `${heading}: ${joinedNames(shown)}${more > 0 ? `, and ${more} more` : ''}.`;
  };
  const rest = [
    counts.queued > 0 ? `${counts.queued} queued` : '',
    counts.done > 0 ? `${counts.done} done` : '',
  ].filter((part) => part !== '');
  return [
    isPaused ? paused : '',
    line('Running', 'in_progress') || 'Nothing is running.',
    line('For your review', 'needs_review'),
    line('Failed', 'failed'),
    line('Blocked', 'blocked'),
    rest.length > 0 ? `${rest.join(', ')}.` : '',
  ]
    .filter((text) => text !== '')
    .join('\n');
}
