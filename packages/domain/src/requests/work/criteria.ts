import type { TaskType } from '@overmind/contracts/entities/task';
import { troubleNouns } from '../grammar/statements.ts';
import { readCommand } from '../language/commands.ts';
import { render, type Token } from '../language/tokens.ts';
import { capital } from './title.ts';

const maxCriterion = 300;

/** How a person can tell that a task is done, from its words alone; `asked` are conditions that they gave. */
export function writeCriteria(
  type: TaskType,
  title: string,
  command: readonly Token[],
  asked: readonly string[],
): string[] {
  return [...asked.map(sentence), ...ofType(type, title, command)];
}

function ofType(type: TaskType, title: string, command: readonly Token[]): string[] {
  switch (type) {
    case 'code_change':
      return [describeChange(title, command), 'The checks of the repository pass'];
    case 'test':
      return ['The test command exits with 0'];
    case 'review':
      return [`Every finding names a file and a line (${title})`];
    case 'doc':
      return [`The text is in the repository and covers what was asked: ${title}`];
    case 'research':
      return [`A written answer gives its evidence: ${title}`];
    case 'infra':
      return ['Every command exits with 0'];
  }
}

const adding: ReadonlySet<string> = new Set('add create implement introduce build write include'.split(' '));
const removing: ReadonlySet<string> = new Set('remove delete drop strip eliminate'.split(' '));
const fixing: ReadonlySet<string> = new Set('fix repair solve resolve correct'.split(' '));
const articles: ReadonlySet<string> = new Set(['a', 'an', 'the']);
/** Objects that say nothing by themselves. */
const vague: ReadonlySet<string> = new Set('it them that those what everything anything up and'.split(' '));

function describeChange(title: string, command: readonly Token[]): string {
  const opening = readCommand(command);
  const [, trouble] = /^Fix: (.{1,80})$/.exec(title) ?? [];
  if (trouble !== undefined) return `No longer so: ${trouble}`;
  const first = opening?.rest[0];
  if (opening === null || first === undefined || vague.has(first.word) || opening.rest.at(-1)?.word === 'it')
    return `Done as asked: ${title}`;
  const object = capital(render(articles.has(first.word) ? opening.rest.slice(1) : opening.rest)).slice(
    0,
    maxCriterion,
  );
  if (adding.has(opening.verb)) return `${object}: present and working`;
  if (removing.has(opening.verb)) return `${object}: gone`;
  if (!fixing.has(opening.verb)) return `Done as asked: ${title}`;
  const isTrouble = opening.rest.some(({ word }) => troubleNouns.has(word));
  return `${object}: ${isTrouble ? 'no longer occurs' : 'works as expected'}`;
}

const sentence = (text: string): string => capital(text.replace(/[.!\s]{1,20}$/, ''));
