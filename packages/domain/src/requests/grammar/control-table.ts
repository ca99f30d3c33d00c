import type { Intent } from '@overmind/contracts/entities/request';

/**
 * How sure the words are: `plain` ones act whatever the slot names, and ask when it names no task; `known` ones count
 * only when it names a task that is there; `marked` ones only with a key, a pronoun or the word "task", because the same
 * words more often ask for work ("stop the spinner", "remove the old banner").
 */
export type Certainty = 'plain' | 'known' | 'marked';
/** Some say a priority by themselves. */
export type ControlTable = readonly (readonly [Intent, Certainty, string, priority?: number])[];
