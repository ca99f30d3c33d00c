import { bulletLength, counts, ordinalAt } from './bullets.ts';
import { beginsCommand, readCommand } from './commands.ts';
import { isSaid, isSymbol, type Token, trimMarks } from './tokens.ts';

const headingWords: ReadonlySet<string> = new Set(
  'needful two three four requests bugs issues problems wishes items points jobs changes following todo wishes todos todo-list requirements ideas asks fixes improvements to-do tasks steps things list plan today here below agenda'.split(
    ' ',
  ),
);

const maxHeading = 12;
/** At the beginning these announce what was heard, or when it is wanted. */
const leadWords: ReadonlySet<string> = new Set(
  'feedback notes findings remarks context background fyi summary news parallel'.split(' '),
);
const occasions: ReadonlySet<string> = new Set(
  'release demo launch meeting sprint monday tuesday wednesday thursday friday weekend tomorrow tonight milestone version deadline'.split(
    ' ',
  ),
);
const until: ReadonlySet<string> = new Set('before until by for'.split(' '));

/** Whether the words before a colon at a place only announce what follows: "Please do the following:". */
export function isHeading(sentence: readonly Token[], tokens: readonly Token[], at: number): boolean {
  if (!isSymbol(tokens[at], ':') || sentence.length > maxHeading) return false;
  if (sentence.some(({ kind }) => kind === 'key')) return false;
  const said = trimMarks(sentence);
  const isList =
    tokens[at + 1]?.kind === 'break'
      ? bulletLength(tokens, at + 2) > 0
      : bulletLength(tokens, at + 1, true) > 0 || ordinalAt(tokens, at + 1) === 1;
  if (isList || sentence.some(({ word }) => headingWords.has(word))) return true;
  if (beginsCommand(said)) return false;
  const isOccasion = until.has(said[0]?.word ?? '') && said.some(({ word }) => occasions.has(word));
  return isOccasion || said.slice(0, 4).some(({ word }) => leadWords.has(word));
}

/** The verb of "fix these:", which holds for items that have none. */
export function headingVerb(sentence: readonly Token[]): Token | null {
  const [first] = trimMarks(sentence);
  if (first === undefined || first.word === 'do' || first.word === 'please') return null;
  return beginsCommand(trimMarks(sentence)) && readCommand(trimMarks(sentence))?.verb === first.word
    ? first
    : null;
}
/** How many things a heading announces: "two things:". */
export function countIn(heading: readonly Token[]): number | null {
  for (const { word, kind } of heading) {
    const count = kind === 'number' ? Number(word) : counts.indexOf(word) + 1;
    if (count > 1 && count < 10) return count;
  }
  return null;
}

/** The things that a heading announced, when marks or "and" part the text into as many. */
export function splitList(sentence: readonly Token[], count: number | null): Token[][] | null {
  const ways: readonly (readonly string[])[] = [[';'], [','], [',', 'and', '&', 'plus']];
  for (const marks of ways) {
    const parts: Token[][] = [[]];
    for (const token of sentence) {
      if (marks.includes(token.word)) parts.push([]);
      else if (parts.at(-1)?.length !== 0 || token.word !== 'and') parts.at(-1)?.push(token);
    }
    const filled = parts.filter((part) => part.some(isSaid));
    if (filled.length === count || (count === null && filled.every(standsAlone) && filled.length > 1))
      return filled;
  }
  return null;
}

const connecting: ReadonlySet<string> = new Set(
  'which who that but so because if when where while although though or as like with for to in on at e.g. i.e. only especially mostly'.split(
    ' ',
  ),
);
/** Whether a part of an announced list is a thing of its own. */
const standsAlone = (part: readonly Token[]): boolean =>
  part.filter(isSaid).length > 1 && !connecting.has(part.find(isSaid)?.word ?? '');
