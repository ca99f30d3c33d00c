import type { UserQuestion } from '@overmind/contracts/entities/discussion-event';
import { contentWords } from '../../requests/language/words.ts';

/** Two of three words in common are the same question. */
const sameShare = 0.6;
const mostQuestions = 12;

/** Questions of several speakers as one list: who asks the same stands beside the first who did. */
export function mergeQuestions(asked: readonly UserQuestion[]): UserQuestion[] {
  const merged: { by: string[]; question: string; words: Set<string> }[] = [];
  for (const { by, question } of asked) {
    const words = new Set(contentWords(question));
    const same = merged.find((each) => each.question === question || share(each.words, words) >= sameShare);
    if (same === undefined) merged.push({ by: [...by], question, words });
    else same.by.push(...by.filter((each) => !same.by.includes(each)));
  }
  return merged.slice(0, mostQuestions).map(({ by, question }) => ({ by, question }));
}

function share(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const both = [...one].filter((word) => other.has(word)).length;
  const all = one.size + other.size - both;
  return all === 0 ? 0 : both / all;
}
