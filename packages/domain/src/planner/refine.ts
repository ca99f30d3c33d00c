import type { PlannedTask } from '@overmind/contracts/entities/request';
import type { TaskType } from '@overmind/contracts/entities/task';
import type { ChoosableAgent } from '../agents/choose.ts';
import { findHomes } from './homes.ts';
import type { WrittenTask } from './reading.ts';

interface Bounds {
  agents: readonly ChoosableAgent[];
  /** Types whose results the project accepts without a person. */
  autoAccepted: readonly TaskType[];
}

/** A model may part work further than the rules did, by so many tasks. */
const mostMore = 6;
const maxCriteria = 20;

/**
 * The tasks of the rules as a model wrote them, or null where that loses or widens something; then the rules' own stand.
 *
 * The model's are titles, descriptions, criteria and how the work is parted. The rules' are priorities, the tasks that
 * are waited for, files and agents; a type may change only to one that a person reviews. Each description ends with
 * the words as they were said.
 */
export function refineWork(
  planned: readonly PlannedTask[],
  written: readonly WrittenTask[],
  bounds: Bounds,
): PlannedTask[] | null {
  if (written.length === 0 || written.length > planned.length + mostMore) return null;
  const homes = findHomes(planned, written);
  if (homes === null) return null;
  const waits = written.map((task, at) => waitsOf(task, at, homes, planned));
  if (waits.some((before, at) => before.some((each) => each >= at))) return null;
  const refined: PlannedTask[] = [];
  for (const [at, task] of written.entries()) {
    const joined = join(task, homes[at] ?? [], waits[at] ?? [], bounds);
    if (joined === null) return null;
    refined.push(joined);
  }
  return refined;
}

/** The model's order, and the rules': what waited for a task waits for all that it became. */
function waitsOf(
  task: WrittenTask,
  at: number,
  homes: readonly PlannedTask[][],
  planned: readonly PlannedTask[],
): number[] {
  const awaited = (homes[at] ?? []).flatMap((own) => own.depends_on.map((index) => planned[index]));
  const places = homes.flatMap((stoodFor, place) =>
    place !== at && stoodFor.some((each) => awaited.includes(each)) ? [place] : [],
  );
  return [...new Set([...task.depends_on, ...places])].sort((one, other) => one - other);
}

function join(
  task: WrittenTask,
  own: readonly PlannedTask[],
  depends_on: number[],
  bounds: Bounds,
): PlannedTask | null {
  const [first] = own;
  if (first === undefined || own.some((each) => !isAlike(each, first))) return null;
  const type = typeOf(task, own, bounds);
  if (type === null) return null;
  const said = [...new Set(own.map(({ description }) => description))].join('\n');
  return {
    ...{ type, title: task.title, depends_on, after: first.after },
    description: task.description.includes(said)
      ? task.description
      : `${task.description}\n\nIn the words: ${said}`,
    acceptance_criteria: withoutRepeats([
      ...own.flatMap((each) => each.acceptance_criteria),
      ...task.acceptance_criteria,
    ]).slice(0, maxCriteria),
    ...{ priority: first.priority, agent: first.agent },
    asked: { titles: own.map(({ title }) => title), words: said },
    waits_for: [...new Set(own.flatMap((each) => each.waits_for))],
    files: [...new Set(own.flatMap((each) => each.files))],
  };
}

/** Work of one urgency, for one agent, that waits alike: only that may become one task. */
const isAlike = (one: PlannedTask, other: PlannedTask): boolean =>
  one.after === other.after && one.priority === other.priority && one.agent === other.agent;

const takes = (name: string | null, type: TaskType, agents: readonly ChoosableAgent[]): boolean => {
  const handles = agents.find((agent) => agent.name === name)?.handles ?? [];
  return handles.length === 0 || handles.includes(type);
};

/**
 * The model's only if a person looks at what comes of it and the agent of the words takes it, or the words said nothing
 * else; infrastructure only if they asked for nothing else. Null where no type of the words will do either.
 */
function typeOf(
  { type }: WrittenTask,
  own: readonly PlannedTask[],
  { agents, autoAccepted }: Bounds,
): TaskType | null {
  const isNarrow = (each: TaskType): boolean => each !== 'infra' && !autoAccepted.includes(each);
  const isTaken = own.every(({ agent }) => takes(agent, type, agents));
  if ((isNarrow(type) && isTaken) || own.every((each) => each.type === type)) return type;
  return own.map((each) => each.type).find(isNarrow) ?? null;
}

const withoutRepeats = (criteria: readonly string[]): string[] => {
  const seen = new Set<string>();
  return criteria.filter((each) => {
    const key = each.toLowerCase().replace(/[\s.]+$/, '');
    return !seen.has(key) && seen.add(key);
  });
};
