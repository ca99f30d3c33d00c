import type { TaskType } from '@overmind/contracts/entities/task';
import { readVerb } from './language/verbs.ts';
import { problemNouns } from './vocabulary.ts';

/** How a person can tell that a task is done, from its words alone; `asked` are conditions that they gave. */
export function writeCriteria(type: TaskType, title: string, asked: readonly string[]): string[] {
  return [...asked.map(sentence), ...byType[type](title)];
}

const byType: Record<TaskType, (title: string) => string[]> = {
  code_change: (title) => [describeChange(title), 'The checks of the repository pass'],
  test: () => ['The test command exits with 0'],
  review: (title) => [`Every finding names a file and a line (${title})`],
  doc: (title) => [`The text is in the repository and covers what was asked: ${title}`],
  research: (title) => [`A written answer gives its evidence: ${title}`],
  infra: () => ['Every command exits with 0'],
};

const families: readonly (readonly [ReadonlySet<string>, (object: string) => string])[] = [
  [
    new Set(['add', 'create', 'implement', 'introduce', 'build', 'write', 'include']),
    (object) => `${object}: present and working`,
  ],
  [new Set(['remove', 'delete', 'drop', 'strip']), (object) => `${object}: gone`],
  [
    new Set(['fix', 'repair', 'solve', 'resolve', 'correct']),
    (object) => (problemNouns.test(object) ? `${object}: no longer occurs` : `${object}: works as expected`),
  ],
];

/** An object that says nothing by itself. */
const vague = /^(?:$|it\b|them\b|that\b|those\b|what|everything|anything|up\b|and\b)|\bit$/i;

function describeChange(title: string): string {
  const opening = readVerb(title);
  const [, trouble] = /^fix: (.+)$/i.exec(title) ?? [];
  if (trouble !== undefined) return `No longer so: ${trouble}`;
  const family = families.find(([verbs]) => opening !== null && verbs.has(opening.verb));
  if (family === undefined || opening === null || vague.test(opening.rest)) return `Done as asked: ${title}`;
  return family[1](capital(opening.rest.replace(/^(?:a|an|the)\s+/i, '')));
}

const sentence = (text: string): string => capital(text.replace(/[.!\s]+$/, ''));

/** With a capital first, unless the first word is a name or a path that is written small. */
export function capital(text: string): string {
  return /^\p{Ll}[\p{L}'-]*(?![^\s,:;.!?])/u.test(text)
    ? text.slice(0, 1).toUpperCase() + text.slice(1)
    : text;
}
