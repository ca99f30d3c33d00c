import type { UserQuestion } from '@overmind/contracts/entities/discussion-event';
import { contentWords } from '../../requests/language/words.ts';

/** Two of three words in common are the same question. */
const sameShare = 0.6;
const mostQuestions = 12;
/** Signs of scripts without spaces between words. */
const signs = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/gu;

/**
 * Questions of several speakers as one list, as many as a person is asked at once: who asks the same stands beside the
 * first who did.
 */
export const mergeQuestions = (asked: readonly UserQuestion[]): UserQuestion[] =>
  merge(asked).slice(0, mostQuestions);

/** Those that found no room in that list. */
export const surplusQuestions = (asked: readonly UserQuestion[]): UserQuestion[] =>
  merge(asked).slice(mostQuestions);

function merge(asked: readonly UserQuestion[]): UserQuestion[] {
  const merged: { by: string[]; question: string; words: Set<string> }[] = [];
  for (const { by, question } of asked) {
    const words = new Set([...contentWords(question), ...(question.match(signs) ?? [])]);
    const same = merged.find((each) => each.question === question || share(each.words, words) >= sameShare);
    if (same === undefined) merged.push({ by: [...by], question, words });
    else same.by.push(...by.filter((each) => !same.by.includes(each)));
  }
  return merged.map(({ by, question }) => ({ by, question }));
}

function share(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const both = [...one].filter((word) => other.has(word)).length;
  const all = one.size + other.size - both;
  return all === 0 ? 0 : both / all;
}
