import type { Provider } from '@overmind/contracts/entities/provider';
import { providers as text } from '#text/providers.ts';

export interface Trouble {
  /** How the provider is, in a few words. */
  status: string;
  /** What a person can do; null where the words of the provider or the network have to speak for themselves. */
  step: string | null;
  /** Another key may help, and can be set here. */
  wantsKey: boolean;
}

const steps: readonly (readonly [RegExp, string])[] = [
  [/\bECONNREFUSED\b/, text.nextSteps.nobodyThere],
  [/\b(ENOTFOUND|EAI_AGAIN)\b/, text.nextSteps.noHost],
  [/^answered 404\b/, text.nextSteps.noApi],
];

/** What a check that failed with these words says: a refused key and a wrong answer are no silence. */
export function troubleOf({ key }: Pick<Provider, 'key'>, error: string): Trouble {
  if (/^did not take its key\b/.test(error))
    return {
      status: text.refusesKey,
      step: text.keyRefused[key?.source ?? 'none'],
      wantsKey: key?.source !== 'environment',
    };
  return {
    status: /^answered \d/.test(error) ? text.answersWrong : text.statuses.down,
    step: steps.find(([words]) => words.test(error))?.[1] ?? null,
    wantsKey: false,
  };
}
