import type { StateDocument } from '@overmind/contracts/entities/state';
import { byKey } from './sorting.ts';

const maxNamed = 3;
const maxLength = 200;

/** "SHOP-1, SHOP-2 done"; past three names only how many. */
function named(keys: readonly string[], what: string): string {
  if (keys.length === 0) return '';
  if (keys.length > maxNamed) return `${keys.length} tasks ${what}`;
  return `${[...keys].sort(byKey).join(', ')} ${what}`;
}

const counted = (count: number, one: string, many: string): string =>
  count > 0 ? `${count} ${count === 1 ? one : many}` : '';

type TaskList = keyof StateDocument['tasks'];
const keysIn = (document: StateDocument, ...lists: TaskList[]): string[] =>
  lists.flatMap((list) => document.tasks[list].map((task) => task.key));

const anyOpen: TaskList[] = ['active', 'review', 'blocked', 'next'];

/** Those that left the lists, when they are as many as ended so; the document does not say which did. */
function describeEnded(before: StateDocument, after: StateDocument): string[] {
  const open = new Set([...keysIn(after, ...anyOpen), ...after.runs.failing.map((run) => run.task)]);
  const left = [...new Set(keysIn(before, ...anyOpen))].filter((key) => !open.has(key));
  const [was, is] = [before.summary.progress, after.summary.progress];
  const ended = { done: is.done - was.done, canceled: is.canceled - was.canceled };
  return (['done', 'canceled'] as const).map((status) => {
    const count = ended[status];
    const isCertain = left.length === count && ended.done + ended.canceled === count;
    return isCertain ? named(left, status) : counted(count, `task ${status}`, `tasks ${status}`);
  });
}

function describeMoves(before: StateDocument, after: StateDocument): string[] {
  const entered = (list: TaskList) => {
    const known = new Set(keysIn(before, list));
    return keysIn(after, list).filter((key) => !known.has(key));
  };
  const knownFailing = new Set(before.runs.failing.map((run) => `${run.task}:${run.attempt}`));
  const failing = after.runs.failing.filter((run) => !knownFailing.has(`${run.task}:${run.attempt}`));
  return [
    named(
      failing.map((run) => run.task),
      'failed',
    ),
    named(entered('review'), 'ready for review'),
    named(entered('blocked'), 'blocked'),
    named(entered('active'), 'started'),
  ];
}

function describeSettings(before: StateDocument, after: StateDocument): string[] {
  const [was, is] = [before.project, after.project];
  const wasEnabled = new Map(before.agents.map((agent) => [agent.name, agent.is_enabled]));
  const agents = after.agents.flatMap(({ name, is_enabled }) => {
    const old = wasEnabled.get(name);
    if (old === undefined) return [`agent ${name} added`];
    return old === is_enabled ? [] : [`agent ${name} ${is_enabled ? 'enabled' : 'disabled'}`];
  });
  const kept = new Set(after.agents.map((agent) => agent.name));
  const removed = [...wasEnabled.keys()].filter((name) => !kept.has(name));
  const isOther = (status: typeof was.status) => (is.status === status) !== (was.status === status);
  return [
    was.name === is.name ? '' : `renamed to ${is.name}`,
    isOther('paused') ? (is.status === 'paused' ? 'paused' : 'resumed') : '',
    isOther('archived') ? (is.status === 'archived' ? 'archived' : 'taken out of the archive') : '',
    was.repositories.join('\n') === is.repositories.join('\n') ? '' : 'repositories changed',
    ...agents,
    ...removed.map((name) => `agent ${name} removed`),
    before.notes === after.notes ? '' : 'notes changed',
  ];
}

/**
 * Why there is a new version, in a line: what became of tasks, then what else differs. `created` is how many
 * tasks are new when that is known.
 */
export function describeStateChange(
  before: StateDocument | null,
  after: StateDocument,
  created?: number,
): string {
  if (before === null) return 'First version';
  const grown = created ?? Math.max(0, after.summary.progress.total - before.summary.progress.total);
  const parts = [
    ...describeEnded(before, after),
    ...describeMoves(before, after),
    counted(grown, 'task created', 'tasks created'),
    ...describeSettings(before, after),
  ].filter((part) => part !== '');
  const words = parts.length > 0 ? parts.join(', ') : 'Details of tasks changed';
  const line = words.replace(/\s+/g, ' ').replace(/^[a-z]/, (first) => first.toUpperCase());
  return line.length > maxLength ? `${line.slice(0, maxLength - 1)}…` : line;
}
