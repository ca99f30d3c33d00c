import { providers as text } from '#text/providers.ts';

const steps: readonly (readonly [RegExp, string])[] = [
  [/\bECONNREFUSED\b/, text.nextSteps.nobodyThere],
  [/\b(ENOTFOUND|EAI_AGAIN)\b/, text.nextSteps.noHost],
  [/^did not take its key\b/, text.nextSteps.keyRefused],
  [/^answered 404\b/, text.nextSteps.noApi],
];

/** What a person can do about a check that failed with these words; null where they have to speak for themselves. */
export const nextStepOf = (error: string): string | null =>
  steps.find(([words]) => words.test(error))?.[1] ?? null;
