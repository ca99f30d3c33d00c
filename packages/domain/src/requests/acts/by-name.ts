import type { KnownTask } from '../context.ts';
import { emptyWords, plurals, statusWords, typeWords } from '../grammar/groups.ts';
import { readNumber, readOrdinal } from '../language/numbers.ts';
import { isSaid, render, type Token } from '../language/tokens.ts';
import { contentWords } from '../language/words.ts';
import { type Board, choose, keysOf, type Targets } from './board.ts';
import { isMarked } from './wording.ts';

/** "12", "the number twelve": only when there is such a task. */
export function findByNumber(phrase: readonly Token[], { index }: Board): Targets | null {
  const words = phrase.filter(({ word }) => !emptyWords.has(word) && word !== 'number');
  const number = readNumber(words, 0);
  if (number === null || number.length !== words.length) return null;
  const task = index.tasks.find(({ key }) => key.endsWith(`-${number.value}`));
  return task === undefined ? null : { kind: 'found', keys: [task.key], isGroup: false };
}

/** "The second one". */
export function findByPlace(phrase: readonly Token[], eligible: readonly KnownTask[]): Targets | null {
  const words = phrase.filter(({ word }) => !emptyWords.has(word));
  const [only] = words;
  const place = words.length === 1 && only !== undefined ? readOrdinal(only.word) : null;
  if (place === null || place < 0) return null;
  const task = eligible[place - 1];
  return task === undefined ? null : { kind: 'found', keys: [task.key], isGroup: false };
}

const isPlural = (phrase: readonly Token[]): boolean => phrase.some(({ word }) => plurals.has(word));

/** "All failed ones", "everything in review", "the backend tasks", "the test that failed". */
export function findGroup(
  phrase: readonly Token[],
  eligible: readonly KnownTask[],
  board: Board,
): Targets | null {
  const words = phrase.filter((token) => isSaid(token) && !emptyWords.has(token.word));
  const status = words.map(({ word }) => statusWords.get(word)).find((found) => found !== undefined);
  const agents = board.context.agents.map(({ name }) => name);
  const agent = words.find(({ word }) => agents.includes(word.replace(/'s?$/, '')))?.word.replace(/'s?$/, '');
  if (status === undefined && agent === undefined) return null;
  const rest = contentWords(
    render(words.filter(({ word }) => !statusWords.has(word) && word.replace(/'s?$/, '') !== agent)),
  );
  const pool = status === undefined ? eligible : board.index.tasks.filter((task) => task.status === status);
  const ofAgent = agent === undefined ? pool : pool.filter((task) => task.agent === agent);
  const isMany = isPlural(phrase);
  if (rest.length === 0) return ofAgent.length === 0 && status === undefined ? null : choose(ofAgent, isMany);
  const titled = new Set(keysOf(board.index.holdingAll(rest)));
  const type = rest.length === 1 ? typeWords.get(rest[0] ?? '') : undefined;
  const found = ofAgent.filter((task) => titled.has(task.key) || task.type === type);
  return found.length === 0 ? null : choose(found, isMany);
}

/** "The login task": by the words of its title. */
export function findByTitle(
  phrase: readonly Token[],
  eligible: readonly KnownTask[],
  { index }: Board,
): Targets {
  const wanted = contentWords(render(phrase.filter(({ word }) => !emptyWords.has(word))));
  if (wanted.length === 0) return { kind: 'none' };
  const isEligible = ({ key }: KnownTask): boolean => eligible.some((task) => task.key === key);
  const holding = index.holdingAll(wanted);
  const type = wanted.length === 1 ? typeWords.get(wanted[0] ?? '') : undefined;
  const ofType = eligible.filter((task) => task.type === type);
  const most = isMarked(phrase) || wanted.length > 2 ? index.holdingMost(wanted) : [];
  const tries = [holding.filter(isEligible), ofType, holding, most.filter(isEligible), most];
  const found = tries.find((tasks) => tasks.length > 0);
  return found === undefined ? { kind: 'none' } : choose(found, isPlural(phrase));
}
