import type { KnownTask } from '../context.ts';
import { isOneSlip } from '../language/slips.ts';
import { contentWords } from '../language/words.ts';

interface Entry {
  task: KnownTask;
  words: ReadonlySet<string>;
}

/** Finds tasks by words of their titles; made once for an utterance. */
export class TaskIndex {
  private readonly entries: readonly Entry[];
  private readonly vocabulary: ReadonlySet<string>;

  constructor(readonly tasks: readonly KnownTask[]) {
    this.entries = tasks.map((task) => ({ task, words: new Set(contentWords(task.title).flatMap(aliases)) }));
    this.vocabulary = new Set(this.entries.flatMap(({ words }) => [...words]));
  }

  /** The tasks whose titles hold all of the words; one slip of the keyboard in a longer word is forgiven. */
  holdingAll(wanted: readonly string[]): KnownTask[] {
    if (wanted.length === 0 || wanted.length > maxWords) return [];
    const known = wanted.map((word) => this.nearest(word));
    if (known.includes(null)) return [];
    return this.entries
      .filter(({ words }) => known.every((word) => word !== null && words.has(word)))
      .map(({ task }) => task);
  }

  /** The tasks that share the most words with these, when those are half of them at least. */
  holdingMost(wanted: readonly string[]): KnownTask[] {
    if (wanted.length === 0 || wanted.length > maxWords) return [];
    const known = wanted.map((word) => this.nearest(word)).filter((word) => word !== null);
    if (known.length * 2 < wanted.length) return [];
    const shared = this.entries.map(({ words }) => known.filter((word) => words.has(word)).length);
    const most = Math.max(0, ...shared);
    if (most * 2 < wanted.length || most === 0) return [];
    return this.entries.filter((_entry, index) => shared[index] === most).map(({ task }) => task);
  }

  private nearest(word: string): string | null {
    if (this.vocabulary.has(word)) return word;
    if (word.length < minSlipLength) return null;
    return (
      [...this.vocabulary].find((known) => known.length >= minSlipLength && isOneSlip(word, known)) ?? null
    );
  }
}

/** More words than a person takes to name a task. */
const maxWords = 12;
const minSlipLength = 5;

/** Other words for what a title says. */
function aliases(word: string): string[] {
  const alias = sameWords.get(word);
  return alias === undefined ? [word] : [word, ...alias];
}

const sameWords: ReadonlyMap<string, readonly string[]> = new Map([
  ['fix', ['bug', 'bugfix', 'issue']],
  ['readme', ['doc', 'documentation', 'docs']],
  ['docker', ['dockerfile', 'container']],
  ['image', ['container']],
  ['research', ['comparison']],
  ['compare', ['comparison', 'research']],
  ['rate', ['rate-limit', 'rate-limiting', 'throttling']],
  ['speed', ['performance', 'slow']],
  ['upgrade', ['update']],
  ['log', ['login']],
  ['login', ['log-in', 'signin', 'sign-in']],
  ['rounding', ['round']],
  ['redirect', ['redirection']],
]);
