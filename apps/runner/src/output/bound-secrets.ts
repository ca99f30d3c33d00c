import { secretVariants } from './secret-variants.ts';

/** Each byte of each form in which a value may show is a state of the automaton that looks for it, of a kibibyte. */
const mostStates = 64 * 1024;
const mostValues = 1_000;
const longest = 4 * 1024;

/** For values of which each is looked for whole, or not taken at all. */
export class SecretRoom {
  #states = mostStates;

  /** False where the value is too long to be looked for, alone or together with those before it. */
  take(value: string): boolean {
    if (value.length > longest) return false;
    const needed = statesOf(value.toWellFormed());
    if (needed > this.#states) return false;
    this.#states -= needed;
    return true;
  }
}

export interface BoundSecrets {
  values: string[];
  /** How many are not looked for, or not beyond their beginning. */
  leftOut: number;
}

/** The values that can be looked for in 64 MiB: the first ones, of a long one its first 4,096 characters. */
export function boundSecrets(found: readonly string[]): BoundSecrets {
  const all = [...new Set(found)];
  const values: string[] = [];
  let leftOut = Math.max(0, all.length - mostValues);
  let states = 0;
  for (const value of all.slice(0, mostValues)) {
    const text = value.slice(0, longest).toWellFormed();
    const room = mostStates - states;
    // It takes as many as it is long, and more.
    const needed = text.length > room ? Number.POSITIVE_INFINITY : statesOf(text);
    if (needed > room) {
      leftOut++;
      continue;
    }
    if (value.length > longest) leftOut++;
    values.push(text);
    states += needed;
  }
  return { values, leftOut };
}

const statesOf = (value: string): number =>
  secretVariants([value]).reduce((sum, { length }) => sum + length, 0);
