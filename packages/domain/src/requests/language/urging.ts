import { matchStart, phraseTable } from './phrases.ts';
import { isSaid, render, type Token, trimMarks, wordToken } from './tokens.ts';

const urgings = phraseTable(`
  [please|okay|now|everyone|all|everybody] [:|,] (drop|stop|leave|forget|put aside|interrupt) (everything|whatever you are doing|what you are doing|all else) [else|you are doing|aside] (,|and|-|:)
`);

/** "Drop everything and fix the checkout" only hurries: said last, it gives the priority and acts on nothing. */
export function withoutUrging(said: readonly Token[]): readonly Token[] {
  const length = matchStart(urgings, said.slice(0, 12))?.length ?? 0;
  const rest = trimMarks(said.slice(length));
  if (length === 0 || !rest.some(isSaid)) return said;
  const text = render(said.slice(0, length - 1));
  return [
    ...rest,
    { kind: 'symbol', text: ',', word: ',', isSpaced: false },
    { ...wordToken(text), word: 'asap' },
  ];
}
