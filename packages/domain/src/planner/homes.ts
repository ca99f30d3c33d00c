import type { PlannedTask } from '@overmind/contracts/entities/request';
import { contentWords } from '../requests/language/words.ts';
import type { WrittenTask } from './reading.ts';

const wordsOfPlanned = (task: PlannedTask): ReadonlySet<string> =>
  new Set(contentWords(`${task.title} ${task.description}`));
const wordsOfWritten = (task: WrittenTask): ReadonlySet<string> =>
  new Set(contentWords(`${task.title} ${task.description} ${task.acceptance_criteria.join(' ')}`));

const shared = (ones: ReadonlySet<string>, others: ReadonlySet<string>): number =>
  [...ones].filter((word) => others.has(word)).length;

const joined = (sets: readonly ReadonlySet<string>[]): ReadonlySet<string> =>
  new Set(sets.flatMap((words) => [...words]));

/** The first of those that share the most words; null where none shares one. */
function nearest(words: ReadonlySet<string>, among: readonly ReadonlySet<string>[]): number | null {
  const counts = among.map((others) => shared(words, others));
  const most = Math.max(0, ...counts);
  return most === 0 ? null : counts.indexOf(most);
}

/** Of the words of a title so many must be found again: of the rules' in what was written, of the model's in what was said. */
const mustRemain = 0.5;
const isIn = (title: string, words: ReadonlySet<string>): boolean => {
  const own = new Set(contentWords(title));
  return shared(own, words) >= own.size * mustRemain;
};

/**
 * For each written task the tasks of the rules that it stands for, by the words they share. Null where a written task
 * speaks of nothing that was said, or something that was said is in no written task.
 */
export function findHomes(
  planned: readonly PlannedTask[],
  written: readonly WrittenTask[],
): PlannedTask[][] | null {
  const said = planned.map(wordsOfPlanned);
  const told = written.map(wordsOfWritten);
  const origins = told.map((words) => nearest(words, said));
  if (origins.includes(null)) return null;
  const homes = said.map((words) => nearest(words, told));
  const allTold = joined(told);
  const allSaid = joined(said);
  const isKept =
    planned.every(({ title }, at) => homes[at] !== null && isIn(title, allTold)) &&
    written.every(({ title }) => isIn(title, allSaid));
  if (!isKept) return null;
  return written.map((_, at) =>
    planned.filter((_each, index) => origins[at] === index || homes[index] === at),
  );
}
