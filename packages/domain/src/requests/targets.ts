import type { TaskStatus } from '@overmind/contracts/entities/task';
import { type KnownTask, keyPrefixes, type UnderstandContext } from './context.ts';
import { contentWords } from './language/words.ts';

/** The tasks that some words speak of. */
export type Targets =
  | { kind: 'found'; keys: string[] }
  /** "it", and more than one could be meant, or none. */
  | { kind: 'unclear'; candidates: KnownTask[] }
  /** The words speak of no task that is known. */
  | { kind: 'none' };

export interface TargetSearch {
  /** Statuses in which a task can be meant, the likeliest group first. */
  tiers: readonly (readonly TaskStatus[])[];
  /** Whether "it" must leave no doubt, even if the conversation spoke of one last. */
  isStrict: boolean;
}

const keyPattern = /\b([A-Z][A-Z0-9]{0,7})-(\d+)\b/gi;
const numberPattern = /#(\d+)\b/g;
const allWords = /^(?:all|every|everything|both)\b/i;
const pronoun =
  /^(?:it|that|this|them|those|these|(?:that|this|the) (?:one|task|run|job|last|latest|last one|latest one)|(?:the )?(?:last|latest|current|previous|newest) (?:one|task|run|job))$/i;
const statusWords: readonly (readonly [RegExp, readonly TaskStatus[]])[] = [
  [/\b(?:failed|failing|broken)\b/i, ['failed']],
  [/\b(?:running|active|in progress|current|live)\b/i, ['in_progress']],
  [/\b(?:queued|waiting|pending)\b/i, ['queued']],
  [/\bblocked\b/i, ['blocked']],
  [/\b(?:in review|reviewed|to review|finished)\b/i, ['needs_review']],
];
const emptyWords =
  /\b(?:the|tasks?|jobs?|runs?|ones?|of|them|that|those|these|is|are|was|were|my|our|everything|all|both|every)\b/gi;

/** Which tasks `words` ("SHOP-12", "#12", "it", "the failed ones", "the login task") mean. */
export function findTargets(words: string, search: TargetSearch, context: UnderstandContext): Targets {
  const phrase = words.trim().replace(/[.!?,;]+$/, '');
  const explicit = explicitKeys(phrase, context);
  if (explicit.length > 0) return { kind: 'found', keys: explicit };
  const eligible = context.tasks.filter((task) => search.tiers.flat().includes(task.status));
  const state = statusWords.find(([says]) => says.test(phrase));
  const isOnlyState =
    state !== undefined && phrase.replace(state[0], '').replace(emptyWords, '').trim() === '';
  if (isOnlyState)
    return several(
      phrase,
      context.tasks.filter((task) => state[1].includes(task.status)),
    );
  if (phrase.replace(emptyWords, '').trim() === '' && allWords.test(phrase)) return several(phrase, eligible);
  if (phrase === '' || pronoun.test(phrase)) return resolvePronoun(search, context);
  return findByTitle(phrase, eligible, context.tasks);
}

/** Keys that a text names; "#12" takes the prefix of the project. */
export function explicitKeys(text: string, context: UnderstandContext): string[] {
  const prefixes = keyPrefixes(context);
  const isKnown = (prefix: string) =>
    prefixes.length > 0 ? prefixes.includes(prefix.toUpperCase()) : prefix === prefix.toUpperCase();
  const named = [...text.matchAll(keyPattern)]
    .filter(([, prefix = '']) => isKnown(prefix))
    .map(([, prefix = '', number = '']) => ({ at: `${prefix.toUpperCase()}-${number}` }));
  const [prefix] = prefixes;
  const numbered = [...text.matchAll(numberPattern)].map(([whole, number = '']) => ({
    at: prefix === undefined ? whole : `${prefix}-${number}`,
  }));
  return [...new Set([...named, ...numbered].map(({ at }) => at))];
}

function several(phrase: string, tasks: readonly KnownTask[]): Targets {
  const isPlural = allWords.test(phrase) || /s\b(?!\S)/.test(phrase.replace(/^(?:this|is)\b/i, ''));
  if (tasks.length === 0 || (tasks.length > 1 && !isPlural))
    return { kind: 'unclear', candidates: [...tasks] };
  return { kind: 'found', keys: tasks.map((task) => task.key) };
}

function resolvePronoun({ tiers, isStrict }: TargetSearch, { tasks, mentioned }: UnderstandContext): Targets {
  const inTier = tiers.map((tier) => tasks.filter((task) => tier.includes(task.status)));
  const eligible = inTier.flat();
  const spokenOf = mentioned.filter((key) => eligible.some((task) => task.key === key));
  const [latest] = spokenOf;
  if (latest !== undefined && (!isStrict || spokenOf.length === 1)) return { kind: 'found', keys: [latest] };
  const candidates = inTier.find((group) => group.length > 0) ?? [];
  const [only] = candidates;
  return only !== undefined && candidates.length === 1
    ? { kind: 'found', keys: [only.key] }
    : { kind: 'unclear', candidates };
}

function findByTitle(phrase: string, eligible: readonly KnownTask[], all: readonly KnownTask[]): Targets {
  const wanted = contentWords(phrase.replace(/\b(?:tasks?|ones?|tickets?|jobs?|runs?)\b/gi, ' '));
  if (wanted.length === 0) return { kind: 'none' };
  const holding = (tasks: readonly KnownTask[]) =>
    tasks.filter((task) => {
      const title = contentWords(task.title);
      return wanted.every((word) => title.includes(word));
    });
  const matching = holding(eligible).length > 0 ? holding(eligible) : holding(all);
  const [only] = matching;
  if (only === undefined) return { kind: 'none' };
  return matching.length === 1
    ? { kind: 'found', keys: [only.key] }
    : { kind: 'unclear', candidates: matching };
}
