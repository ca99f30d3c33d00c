import { irregularForms } from '../grammar/verb-forms.ts';
import { strongVerbs, weakVerbs } from '../grammar/verbs.ts';

const nouns: ReadonlySet<string> = new Set('need feed seed speed bed shed indeed embed'.split(' '));
const isVerb = (word: string): boolean => strongVerbs.has(word) || weakVerbs.has(word);

/** The verb of which a word is the past or the participle: "updated" is of "update"; null for any other word. */
export function verbOfPast(word: string): string | null {
  const irregular = irregularForms.get(word);
  if (irregular !== undefined) return irregular;
  const stem = /^([a-z-]{2,30})ed$/.exec(word)?.[1];
  if (stem === undefined) return null;
  const candidates = [`${stem}e`, stem, stem.replace(/(.)\1$/, '$1'), stem.replace(/i$/, 'y')];
  return candidates.find(isVerb) ?? null;
}

/** Whether a word can only be of the past, whatever its verb. */
export function isPast(word: string): boolean {
  const irregular = irregularForms.get(word);
  if (irregular !== undefined) return irregular !== word;
  return /^[a-z-]{2,30}ed$/.test(word) && !isVerb(word) && !nouns.has(word);
}

/** The verb of which a word is the third person: "writes" is of "write"; null for any other word. */
export function verbOfThird(word: string): string | null {
  if (!/^[a-z-]{3,30}s$/.test(word) || isVerb(word)) return null;
  const candidates = [word.slice(0, -1), word.replace(/es$/, ''), word.replace(/ies$/, 'y')];
  return candidates.find(isVerb) ?? null;
}
