import { visibleWords } from '@overmind/domain/text/make-visible';

/** Values never change in place, so what was made of one is what is made of it again. */
const made = new WeakMap<object, unknown>();

/**
 * What agents and people wrote, as it may be shown: no character in it hides or reorders text. Of the same shape, as
 * only texts take the place of texts, and the same value where nothing had to be made visible. Marked texts are left to
 * who draws them: their marks count characters.
 */
export const visible = <T>(value: T): T => of(value) as T;

function of(value: unknown): unknown {
  if (typeof value === 'string') return visibleWords(value);
  if (typeof value !== 'object' || value === null || isMarked(value)) return value;
  const known = made.get(value);
  if (known !== undefined) return known;
  const shown = Array.isArray(value) ? listOf(value) : fieldsOf(value);
  made.set(value, shown);
  return shown;
}

const isMarked = (value: object): boolean => 'text' in value && 'matches' in value;

function listOf(list: readonly unknown[]): readonly unknown[] {
  const shown = list.map(of);
  return shown.every((each, at) => each === list[at]) ? list : shown;
}

function fieldsOf(value: object): object {
  const fields = Object.entries(value).map(([name, each]) => [name, each, of(each)] as const);
  if (fields.every(([, each, shown]) => each === shown)) return value;
  return Object.fromEntries(fields.map(([name, , shown]) => [name, shown]));
}
