import { type Task, type TaskType, taskTypes } from '@overmind/contracts/entities/task';

export interface BoardFilter {
  text: string;
  types: readonly TaskType[];
  /** Ids of agents; `none` stands for nobody. */
  agents: readonly string[];
  priorities: readonly number[];
  /** Only what waits: for other tasks, or for a reason that is told. */
  isWaiting: boolean;
  isOverlapping: boolean;
  isMine: boolean;
}

/** A filter and the ways to change it. */
export interface FilterChange {
  filter: BoardFilter;
  onChange(patch: Partial<BoardFilter>): void;
  onClear(): void;
}

/** What a task alone does not tell. */
export interface FilterFacts {
  /** Ids of tasks that wait for others. */
  waiting: ReadonlySet<string>;
  myId: string | undefined;
}

export const noFilter: BoardFilter = {
  ...{ text: '', types: [], agents: [], priorities: [] },
  ...{ isWaiting: false, isOverlapping: false, isMine: false },
};
export const nobody = 'none';

export const isFiltering = (filter: BoardFilter): boolean =>
  filter.text.trim() !== '' ||
  filter.types.length + filter.agents.length + filter.priorities.length > 0 ||
  filter.isWaiting ||
  filter.isOverlapping ||
  filter.isMine;

const allows = <T>(wanted: readonly T[], value: T): boolean => wanted.length === 0 || wanted.includes(value);

/** Whether a task is shown: of each kind of filter one value has to fit. */
export function passes(task: Task, filter: BoardFilter, { waiting, myId }: FilterFacts): boolean {
  if (!allows(filter.types, task.type) || !allows(filter.priorities, task.priority)) return false;
  if (!allows(filter.agents, task.assigned_agent_id ?? nobody)) return false;
  if (filter.isMine && task.created_by_user_id !== myId) return false;
  if (filter.isOverlapping && task.overlaps.length === 0) return false;
  const isHeldUp = task.status === 'queued' || task.status === 'blocked';
  if (filter.isWaiting && !(waiting.has(task.id) || (isHeldUp && task.status_reason !== null))) return false;
  const words = filter.text.trim().toLowerCase();
  return (
    words === '' || `${task.key} ${task.title} ${task.status_reason ?? ''}`.toLowerCase().includes(words)
  );
}

const flags = { isWaiting: 'waiting', isOverlapping: 'overlap', isMine: 'mine' } as const;
const listOf = (text: string | null): string[] => (text ?? '').split(',').filter((part) => part !== '');

/** The filter that an address holds; whatever is no filter is let be. */
export function filterFrom(search: URLSearchParams): BoardFilter {
  const types = listOf(search.get('type'));
  return {
    text: search.get('q') ?? '',
    types: taskTypes.filter((type) => types.includes(type)),
    agents: listOf(search.get('agent')),
    priorities: listOf(search.get('priority'))
      .map(Number)
      .filter((each) => each >= 1 && each <= 5),
    isWaiting: search.get(flags.isWaiting) === '1',
    isOverlapping: search.get(flags.isOverlapping) === '1',
    isMine: search.get(flags.isMine) === '1',
  };
}

/** A filter as parts of an address; null takes a part away. */
export function toParams(filter: BoardFilter): Record<string, string | null> {
  const join = (list: readonly (string | number)[]) => (list.length === 0 ? null : list.join(','));
  return {
    q: filter.text === '' ? null : filter.text,
    type: join(filter.types),
    agent: join(filter.agents),
    priority: join(filter.priorities),
    [flags.isWaiting]: filter.isWaiting ? '1' : null,
    [flags.isOverlapping]: filter.isOverlapping ? '1' : null,
    [flags.isMine]: filter.isMine ? '1' : null,
  };
}
