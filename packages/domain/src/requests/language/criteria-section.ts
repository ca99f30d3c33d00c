import { criteriaLabels } from '../grammar/starts.ts';
import { bulletLength, ordinalAt } from './bullets.ts';
import { beginsCommand } from './commands.ts';
import { matchStart } from './phrases.ts';
import { sentences } from './sentences.ts';
import { isSaid, isSymbol, render, type Token, trimMarks } from './tokens.ts';

/** A part of a text, and the criteria that stand after it under a label of their own. */
export interface Part {
  tokens: readonly Token[];
  criteria: readonly string[];
}

/** A text cut at each "Acceptance criteria:". */
export function partAtCriteria(tokens: readonly Token[]): Part[] {
  const parts: Part[] = [];
  let start = 0;
  for (let at = 0; at < tokens.length; at++) {
    const length = beginsLine(tokens, at) ? labelLength(tokens, at) : 0;
    if (length === 0) continue;
    const end = sectionEnd(tokens, at + length);
    parts.push({ tokens: tokens.slice(start, at), criteria: itemsOf(tokens.slice(at + length, end)) });
    start = end;
    at = end - 1;
  }
  return [...parts, { tokens: tokens.slice(start), criteria: [] }];
}

const ends: ReadonlySet<string> = new Set(['.', '!', '?', ';', '*', '#']);
const beginsLine = (tokens: readonly Token[], at: number): boolean => {
  const before = tokens[at - 1];
  return before === undefined || before.kind === 'break' || (isSymbol(before) && ends.has(before.text));
};

const longestLabel = 6;

/** How many tokens the label takes, with its colon and marks; 0 for none. */
function labelLength(tokens: readonly Token[], at: number): number {
  const begun = matchStart(criteriaLabels, tokens.slice(at, at + longestLabel));
  if (begun === null) return 0;
  let length = begun.length;
  while (isSymbol(tokens[at + length], '*')) length++;
  if (!isSymbol(tokens[at + length], ':') && tokens[at + length]?.kind !== 'break') return 0;
  do length++;
  while (isSymbol(tokens[at + length], '*') && !tokens[at + length]?.isSpaced);
  return length;
}

/** Where the criteria end: a list at its last item, lines at an empty one, and sentences where a new request begins. */
function sectionEnd(tokens: readonly Token[], from: number): number {
  const first = tokens[from]?.kind === 'break' ? from + 1 : from;
  const isList = isItem(tokens, first);
  for (let at = first + 1; at < tokens.length; at++) {
    const before = tokens[at - 1];
    if (before?.kind === 'break' && (isList ? !isItem(tokens, at) : before.text.length > 1)) return at;
    const isNew = beginsLine(tokens, at) && before?.kind !== 'break' && beginsRequest(tokens, at);
    if (isNew && !isList) return at;
  }
  return tokens.length;
}

const isItem = (tokens: readonly Token[], at: number): boolean =>
  bulletLength(tokens, at) > 0 || ordinalAt(tokens, at) > 0;

const joining: ReadonlySet<string> = new Set(['then', 'also', 'please', 'and', 'afterwards']);
const beginsRequest = (tokens: readonly Token[], at: number): boolean =>
  joining.has(tokens[at]?.word ?? '') || beginsCommand(tokens.slice(at, at + 4));

function itemsOf(section: readonly Token[]): string[] {
  const rest = section[0]?.kind === 'break' ? section.slice(1) : section;
  return sentences(rest).flatMap((sentence) =>
    (sentence.isItem ? [sentence.tokens] : listed(sentence.tokens)).map((item) => render(trimMarks(item))),
  );
}

const fewestWords = 3;
/** A sentence that begins so has a comma of its own. */
const openers: ReadonlySet<string> = new Set(
  'without with when whenever if after before while once on in for from as unless until given'.split(' '),
);

/** "Users can sign up, users can log in": each is one when all are whole sentences. */
function listed(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const items: Token[][] = [[]];
  for (const token of tokens) {
    if (isSymbol(token, ',')) items.push([]);
    else if (items.length === 1 || items.at(-1)?.length !== 0 || token.word !== 'and')
      items.at(-1)?.push(token);
  }
  const isList = items.every(
    (item) => item.filter(isSaid).length >= fewestWords && !openers.has(item[0]?.word ?? ''),
  );
  return isList ? items : [tokens];
}
