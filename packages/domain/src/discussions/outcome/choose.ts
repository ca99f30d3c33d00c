import { contentWords } from '../../requests/language/words.ts';

/** A discussion that words may mean. */
export interface Choosable {
  id: string;
  title: string;
  /** Title of what was decided. */
  decision: string | null;
}

export type Chosen<Each extends Choosable> =
  | { kind: 'one'; discussion: Each }
  | { kind: 'several'; discussions: Each[] }
  /** Nothing has these words. */
  | { kind: 'none'; words: string };

/** Said of any of them. */
const plain: ReadonlySet<string> = new Set(
  'last latest newest recent decision discussion debate conclusion consensus outcome agreement one agent team they how where which what whether when why'.split(
    ' ',
  ),
);

/**
 * The discussion that words name, among some with the latest first: the latest where they name none; else the one that
 * has all of their words, in its title before its decision. Null where there is none at all.
 */
export function chooseDiscussion<Each extends Choosable>(
  words: string | null,
  discussions: readonly Each[],
): Chosen<Each> | null {
  const [latest] = discussions;
  if (latest === undefined) return null;
  const wanted = contentWords(words ?? '').filter((word) => !plain.has(word));
  if (wanted.length === 0) return { kind: 'one', discussion: latest };
  for (const textOf of [titleOf, allOf]) {
    const fitting = discussions.filter((each) => {
      const has = new Set(contentWords(textOf(each)));
      return wanted.every((word) => has.has(word));
    });
    const [only, more] = fitting;
    if (only !== undefined && more === undefined) return { kind: 'one', discussion: only };
    if (more !== undefined) return { kind: 'several', discussions: fitting };
  }
  return { kind: 'none', words: words ?? '' };
}

const titleOf = ({ title }: Choosable): string => title;
const allOf = ({ title, decision }: Choosable): string => `${title} ${decision ?? ''}`;
