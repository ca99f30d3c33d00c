import type { ModelPolicy, ModelPrivacy } from '@overmind/contracts/entities/model';
import type { z } from 'zod';

export interface TrialDraft {
  prompt: string;
  /** Empty where the router chooses. */
  ref: string;
  privacy: ModelPrivacy;
  /** Null while nobody chose; empty for none. */
  project: string | null;
  /** An answer given before to exactly this will do. */
  mayRepeat: boolean;
}

/** Who writes the words knows where they may go. */
export const usualDraft: TrialDraft = {
  prompt: '',
  ref: '',
  privacy: 'any',
  project: null,
  mayRepeat: false,
};

export const policyOf = ({ ref, privacy }: TrialDraft): z.input<typeof ModelPolicy> => ({
  privacy,
  ...(ref === '' ? {} : { prefer: [ref], only_preferred: true }),
});
