import { emptyWords, everyone, marks, others, pronouns } from '../grammar/groups.ts';
import { beginsCommand } from '../language/commands.ts';
import { saysAny } from '../language/phrases.ts';
import { isSaid, render, type Token, trimMarks } from '../language/tokens.ts';
import { contentWords } from '../language/words.ts';
import type { Board } from './board.ts';

/** Whether words say "it" or the like. */
export const isPronoun = (words: readonly Token[]): boolean => saysAny(pronouns, trimMarks(words));
/** Whether words name a task beyond doubt: by key, as "it", or with the word "task". */
export const isMarked = (words: readonly Token[]): boolean =>
  words.some((token) => token.kind === 'key' || marks.has(token.word)) ||
  isPronoun(words) ||
  saysAny(everyone, trimMarks(words)) ||
  saysAny(others, trimMarks(words));

/** Whether words are nothing but the numbers of tasks that are there: "17 and 14". */
export function isNumbered(words: readonly Token[], { index }: Board): boolean {
  const numbers = words.filter((token) => isSaid(token) && !joins.has(token.word));
  return (
    numbers.length > 0 &&
    numbers.every(
      ({ kind, text }) => kind === 'number' && index.tasks.some(({ key }) => key.endsWith(`-${text}`)),
    )
  );
}

/** Whether words that name a key say nothing else: "stop SHOP-20 right" is more than a name. */
export function isClean(words: readonly Token[], { index }: Board): boolean {
  if (!words.some(({ kind }) => kind === 'key')) return true;
  const strange = words.filter(
    (token) => token.kind !== 'key' && isSaid(token) && !joins.has(token.word) && !emptyWords.has(token.word),
  );
  return (
    strange.length === 0 ||
    (!beginsCommand(words) && index.holdingAll(contentWords(render(strange))).length > 0)
  );
}
const joins: ReadonlySet<string> = new Set(['and', 'or', 'plus', 'except', 'but']);
