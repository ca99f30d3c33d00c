import type { TaskStatus } from '@overmind/contracts/entities/task';
import type { KnownTask, UnderstandContext } from '../context.ts';
import {
  emptyWords,
  everyone,
  exceptions,
  marks,
  others,
  plurals,
  pronouns,
  statusWords,
  typeWords,
} from '../grammar/groups.ts';
import { beginsCommand } from '../language/commands.ts';
import { readNumber, readOrdinal } from '../language/numbers.ts';
import { saysAny } from '../language/phrases.ts';
import { isSaid, isSymbol, render, type Token, trimMarks } from '../language/tokens.ts';
import { contentWords } from '../language/words.ts';
import type { TaskIndex } from './task-index.ts';

/** The tasks that some words speak of. */
export type Targets =
  | { kind: 'found'; keys: string[]; isGroup: boolean }
  /** More than one could be meant. */
  | { kind: 'unclear'; candidates: readonly KnownTask[] }
  /** A group that has no member now. */
  | { kind: 'nobody' }
  /** The words speak of no task that is known. */
  | { kind: 'none' };

export interface TargetSearch {
  /** Statuses in which a task can be meant, the likeliest group first. */
  tiers: readonly (readonly TaskStatus[])[];
  /** Whether "it" must leave no doubt, even if the conversation spoke of one last. */
  isStrict: boolean;
}

/** What words are read against. */
export interface Board {
  index: TaskIndex;
  context: UnderstandContext;
  /** Keys spoken of last, newest first, those of this utterance before those of the conversation. */
  mentioned: readonly string[];
}

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

/** Which tasks words ("SHOP-12 and the footer one", "it", "all failed ones", "the second") mean. */
export function findTargets(words: readonly Token[], search: TargetSearch, board: Board): Targets {
  const phrase = trimMarks(words);
  const cut = phrase.findIndex(({ word }, at) => exceptions.has(word) || (word === 'but' && at > 0));
  if (cut > 0) {
    const all = findTargets(phrase.slice(0, cut), search, board);
    const left = findTargets(phrase.slice(cut + 1).filter(isExcepted), search, board);
    if (all.kind !== 'found' || left.kind !== 'found') return all;
    return { ...all, keys: all.keys.filter((key) => !left.keys.includes(key)) };
  }
  const keys = phrase.filter(({ kind }) => kind === 'key').map(({ text }) => text);
  const parts = splitList(phrase);
  if (parts.length > 1) {
    const each = parts.map((part) => findOne(part, search, board));
    if (each.every((one) => one.kind === 'found'))
      return { kind: 'found', keys: unique(each.flatMap((one) => one.keys)), isGroup: true };
  }
  return keys.length > 0
    ? { kind: 'found', keys: unique(keys), isGroup: keys.length > 1 }
    : findOne(phrase, search, board);
}

const isExcepted = ({ word }: Token): boolean => word !== 'for' && word !== 'not';
const unique = (keys: readonly string[]): string[] => [...new Set(keys)];

function splitList(phrase: readonly Token[]): Token[][] {
  const parts: Token[][] = [[]];
  for (const token of phrase) {
    if (isSymbol(token, ',', '&', '/') || token.word === 'and' || token.word === 'or') parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts.filter((part) => part.length > 0);
}

function findOne(phrase: readonly Token[], search: TargetSearch, board: Board): Targets {
  const keys = phrase.filter(({ kind }) => kind === 'key').map(({ text }) => text);
  if (keys.length > 0) return { kind: 'found', keys: unique(keys), isGroup: keys.length > 1 };
  const eligible = eligibleTasks(search, board);
  if (phrase.length === 0 || saysAny(pronouns, phrase)) return findPronoun(phrase, search, board);
  if (saysAny(others, phrase)) return findOther(eligible, board);
  if (saysAny(everyone, phrase)) return findEveryone(phrase, eligible, board);
  return (
    findByNumber(phrase, board) ??
    findByPlace(phrase, eligible) ??
    findGroup(phrase, eligible, board) ??
    findByTitle(phrase, eligible, board)
  );
}

export function eligibleTasks({ tiers }: TargetSearch, { index }: Board): KnownTask[] {
  const statuses = new Set(tiers.flat());
  return index.tasks.filter(({ status }) => statuses.has(status));
}

const keysOf = (tasks: readonly KnownTask[]): string[] => tasks.map(({ key }) => key);

function choose(tasks: readonly KnownTask[], isPlural: boolean): Targets {
  if (tasks.length === 0) return { kind: 'nobody' };
  return tasks.length === 1 || isPlural
    ? { kind: 'found', keys: keysOf(tasks), isGroup: tasks.length > 1 || isPlural }
    : { kind: 'unclear', candidates: tasks };
}

const severals: ReadonlySet<string> = new Set(['them', 'those', 'these', 'they']);

function findPronoun(phrase: readonly Token[], { tiers, isStrict }: TargetSearch, board: Board): Targets {
  const inTier = tiers.map((tier) => board.index.tasks.filter((task) => tier.includes(task.status)));
  const eligible = inTier.flat();
  const spokenOf = board.mentioned.flatMap((key) => eligible.filter((task) => task.key === key));
  const [latest] = spokenOf;
  if (latest !== undefined) {
    if (severals.has(phrase[0]?.word ?? '') && spokenOf.length > 1)
      return { kind: 'found', keys: keysOf(spokenOf), isGroup: true };
    const rivals = spokenOf.filter(({ status }) => status === latest.status);
    return isStrict && rivals.length > 1
      ? { kind: 'unclear', candidates: spokenOf }
      : { kind: 'found', keys: [latest.key], isGroup: false };
  }
  const unseen = board.mentioned[0];
  if (unseen !== undefined && !board.index.tasks.some(({ key }) => key === unseen))
    return { kind: 'found', keys: [unseen], isGroup: false };
  const candidates = inTier.find((group) => group.length > 0) ?? [];
  return choose(candidates, severals.has(phrase[0]?.word ?? ''));
}

/** "The other one" of two that were spoken of, else of two that are there. */
function findOther(eligible: readonly KnownTask[], { mentioned, index }: Board): Targets {
  const [latest, other] = mentioned.filter((key) => index.tasks.some((task) => task.key === key));
  if (other !== undefined && eligible.some(({ key }) => key === other))
    return { kind: 'found', keys: [other], isGroup: false };
  return choose(
    eligible.filter(({ key }) => key !== latest),
    false,
  );
}

function findEveryone(
  phrase: readonly Token[],
  eligible: readonly KnownTask[],
  { mentioned }: Board,
): Targets {
  const isPair = phrase.some(({ word }) => word === 'both' || word === 'two');
  const spokenOf = mentioned.filter((key) => eligible.some((task) => task.key === key));
  const isOfThose = isPair || phrase.some(({ word }) => word === 'them' || word === 'those');
  if (isOfThose && spokenOf.length > 1)
    return { kind: 'found', keys: isPair ? spokenOf.slice(0, 2) : spokenOf, isGroup: true };
  if (isPair && eligible.length > 2) return { kind: 'unclear', candidates: eligible };
  return choose(eligible, true);
}

/** "12", "the number twelve": only when there is such a task. */
function findByNumber(phrase: readonly Token[], { index }: Board): Targets | null {
  const words = phrase.filter(({ word }) => !emptyWords.has(word) && word !== 'number');
  const number = readNumber(words, 0);
  if (number === null || number.length !== words.length) return null;
  const task = index.tasks.find(({ key }) => key.endsWith(`-${number.value}`));
  return task === undefined ? null : { kind: 'found', keys: [task.key], isGroup: false };
}

function findByPlace(phrase: readonly Token[], eligible: readonly KnownTask[]): Targets | null {
  const words = phrase.filter(({ word }) => !emptyWords.has(word));
  const [only] = words;
  const place = words.length === 1 && only !== undefined ? readOrdinal(only.word) : null;
  if (place === null || place < 0) return null;
  const task = eligible[place - 1];
  return task === undefined ? null : { kind: 'found', keys: [task.key], isGroup: false };
}

const isPlural = (phrase: readonly Token[]): boolean => phrase.some(({ word }) => plurals.has(word));

/** "All failed ones", "everything in review", "the backend tasks", "the test that failed". */
function findGroup(phrase: readonly Token[], eligible: readonly KnownTask[], board: Board): Targets | null {
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

function findByTitle(phrase: readonly Token[], eligible: readonly KnownTask[], { index }: Board): Targets {
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
