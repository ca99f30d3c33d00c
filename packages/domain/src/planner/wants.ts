import type { UnderstoodRequest } from '@overmind/contracts/entities/request';

export const isPlannableWork = (each: UnderstoodRequest): boolean =>
  each.intent === 'create_tasks' && each.needs_clarification === null && each.tasks.length > 0;

/** Below this the rules only guess that something was asked; up to `fragment` they know a few words, and no verb. */
const sure = 0.7;
const fragment = 0.3;

/** Neither an act nor a question was surely found, and the person was offered nothing that could be what they want. */
const isDoubtful = ({ needs_clarification, choices, remark, confidence }: UnderstoodRequest): boolean =>
  remark === null &&
  (choices.length === 0 || confidence <= fragment) &&
  (needs_clarification !== null || confidence < sure);

/**
 * Whether a model is asked: to write tasks better, or to say in plainer words what may be meant. Where acts, questions
 * and courtesies are understood, the rules need no help.
 */
export const wantsModel = (understood: readonly UnderstoodRequest[]): boolean =>
  understood.some(isPlannableWork) || isAllDoubtful(understood);

/** Whether it may be something else than what the rules took it for. */
export const isAllDoubtful = (understood: readonly UnderstoodRequest[]): boolean =>
  understood.length > 0 && understood.every(isDoubtful);
