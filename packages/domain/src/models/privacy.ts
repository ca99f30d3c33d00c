import type { ModelPrivacy } from '@overmind/contracts/entities/model';

const fromStrictest: readonly ModelPrivacy[] = ['local_only', 'no_training', 'any'];

/** Of several rules for one piece of work the one that forbids most; `any` of none. */
export const strictestPrivacy = (rules: readonly ModelPrivacy[]): ModelPrivacy =>
  fromStrictest.find((rule) => rules.includes(rule)) ?? 'any';
