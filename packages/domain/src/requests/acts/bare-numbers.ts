import { controlVerbs } from '../grammar/control-verbs.ts';
import { boardVerbs } from '../grammar/denials.ts';
import { lightVerbs } from '../grammar/hints.ts';
import { stripClutter } from '../language/clutter.ts';
import { readCommand } from '../language/commands.ts';
import { isSymbol, type Token } from '../language/tokens.ts';
import type { Board } from './board.ts';

/** Longer sentences tell of a product. */
const maxTokens = 24;
const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

/** What may stand around a number that names a task. */
const before = words('on for with in of about why is are was and or up tell give hand hold got kick bump');
const after = words(`
  is are was isn't needs need looks look seems please again another first next last because since as until till til for
  from died failed fails broke and or to done back now too also it good okay stuck blocked up down over lgtm not
`);
const verbs: ReadonlySet<string> = new Set([
  ...controlVerbs,
  ...boardVerbs.keys(),
  ...lightVerbs,
  'tell',
  'hold',
  'note',
  'comment',
]);

/** "16 needs an example, send it back": numbers of tasks that are there, written as their keys. */
export function withNumbersAsKeys(sentence: readonly Token[], board: Board): readonly Token[] {
  const { prefix } = board.context;
  if (prefix == null || sentence.length > maxTokens || !sentence.some(({ kind }) => kind === 'number'))
    return sentence;
  const command = readCommand(stripClutter(sentence));
  if (command !== null && !verbs.has(command.verb)) return sentence;
  return sentence.map((token, at) => {
    const key = `${prefix}-${token.text}`;
    const isTask = token.kind === 'number' && board.index.tasks.some((task) => task.key === key);
    return isTask && isNamed(sentence, at)
      ? { ...token, kind: 'key', text: key, word: key.toLowerCase() }
      : token;
  });
}

function isNamed(sentence: readonly Token[], at: number): boolean {
  const [left, right] = [sentence[at - 1], sentence[at + 1]];
  const begins =
    left === undefined || isSymbol(left, ',', ';', '.', '&') || before.has(left.word) || verbs.has(left.word);
  const ends =
    right === undefined || (isSymbol(right) && !isSymbol(right, '%', '/', '-')) || after.has(right.word);
  return begins && ends;
}
