import type {
  CostSource,
  ExclusionReason,
  ModelAttempt,
  ModelComplexity,
  ModelFailureReason,
  ModelPrivacy,
} from '@overmind/contracts/entities/model';
import type { z } from 'zod';

const plural = (count: number, one: string, many: string): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

/** Of trials: whether an answer that is kept will do. */
export const repeating = {
  label: 'Take an answer given before to exactly this',
  hint: 'It comes at once and costs nothing. Where there is none yet, the model is asked and its answer kept for 30 days.',
} as const;

export const modelCalls = {
  title: 'Calls of models',
  region: 'Model call',
  details: 'All about the call',
  open: 'why this model',
  empty: 'No such call of a model is in the ledger here.',
  further: (tries: number) => `+${tries}`,
  none: 'no model',
  more: 'Show earlier calls',
  goneTitle: 'This call is not here',
  goneHint: 'It belongs to another project, or to a time that is no longer kept.',
  looking: 'Looking for the call…',
  local: 'local',
  cloud: 'cloud',
  localHint: 'On this machine or in its network.',
  cloudHint: 'At a provider outside.',
  scripted: 'scripted',
  scriptedHint: 'A script answered with words that people wrote beforehand: no model answered.',
  cached: 'from the cache',
  tokens: (sent: string, received: string) => `${sent} in, ${received} out`,
  unknownCost: 'cost not known',
  chain: (tries: number) => plural(tries, 'model tried', 'models tried'),
  why: 'Why this model',
  whyHint: (privacy: string, complexity: string) => `Data: ${privacy}. Work: ${complexity}.`,
  noCandidates: 'No model was allowed to do this.',
  score: (score: number) => `score ${score}`,
  chosen: 'answered',
  excluded: (count: number) => plural(count, 'model was left out', 'models were left out'),
  moreCandidates: (count: number) =>
    `${plural(count, 'more model', 'more models')} came after these. They are counted, but not kept.`,
  moreExcluded: (count: number) =>
    `${plural(count, 'more', 'more')} were left out. They are counted, but not kept.`,
  tries: 'What was tried',
  noTries: 'No model was tried.',
  moreTries: (count: number) =>
    `${plural(count, 'more try', 'more tries')} came before the last of these. They are counted, but not kept.`,
  attempt: (ref: string, outcome: string, ms: string) => `${ref}: ${outcome} after ${ms}`,
  waited: (ms: string) => `waited ${ms}`,
  firstToken: (ms: string) => `first word after ${ms}`,
  worked: (ms: string) => `${ms} in all`,
  http: (status: number) => `HTTP ${status}`,
  facts: 'What it took',
  cost: 'Cost',
  best: 'The best model would have cost',
  saved: 'Saved by the cache',
  tokensName: 'Tokens',
  cachedTokens: (count: string) => `${count} of the input were kept by the provider`,
  time: 'Time',
  prompt: 'Prompt',
  promptVersion: 'a version of a prompt',
  arm: (arm: string) => `arm “${arm}” of an experiment`,
  reAsk: (number: number) => `Asked again for a valid answer, ${number} of 2`,
  warnings: 'Warnings',
  run: 'Open the run',
  task: 'Open the task',
} as const;

export const callStatusWords: Record<'ok' | 'failed' | 'aborted', string> = {
  ok: 'answered',
  failed: 'failed',
  aborted: 'stopped',
};

export const outcomeWords: Record<ModelAttempt['outcome'], string> = {
  ok: 'answered',
  cache_hit: 'answered from the cache',
  failed: 'failed',
  skipped: 'not begun',
};

export const failureWords: Record<ModelFailureReason, string> = {
  unconfigured: 'no model is set up that may do it',
  breaker_open: 'left alone after failures in a row',
  over_budget: 'a budget would have been broken',
  budget_held: 'the rest of a budget was held by other calls',
  context_too_long: 'the input does not fit',
  queue_full: 'too many calls wait for the provider',
  rate_limited: 'the provider asked to wait',
  refused: 'the provider refused the key',
  invalid_request: 'the provider did not understand the request',
  provider_failed: 'the provider failed',
  unreachable: 'could not be reached',
  forbidden_address: 'its address is not allowed',
  redirected: 'it led elsewhere',
  silent: 'nothing came for too long',
  timed_out: 'took too long',
  broken_off: 'the answer broke off',
  bad_answer: 'the answer could not be read',
  answer_too_long: 'the answer was too long',
  invalid_output: 'the answer did not have the form that was asked for',
  aborted: 'stopped',
};

export const exclusionWords: Record<z.infer<typeof ExclusionReason>, string> = {
  disabled: 'turned off',
  not_preferred: 'not among the models that were asked for',
  not_local: 'not local',
  may_train: 'may train on the data',
  missing_capability: 'lacks a capability',
  context_too_small: 'holds too little',
};

export const costSourceWords: Record<z.infer<typeof CostSource>, string> = {
  reported: 'told by the provider',
  computed: 'computed from tokens and prices',
  estimated: 'estimated',
  unknown: 'without a known price',
};

export const privacyWords: Record<ModelPrivacy, string> = {
  local_only: 'stays on the machine',
  no_training: 'only where nothing is trained on it',
  any: 'may go to any provider',
};

export const complexityWords: Record<ModelComplexity, string> = {
  low: 'simple',
  medium: 'of medium difficulty',
  high: 'difficult',
};
