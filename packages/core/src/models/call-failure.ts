import { AppError } from '@overmind/contracts/errors';
import type { ModelCallError } from '@overmind/models/failures/model-call-error';

export const nothingSetUp =
  'No language model is set up. An administrator adds a provider in the settings, or sets OLLAMA_URL or the key of a provider where the server runs.';

const whereToRaise =
  'Raise the budget where it is set: that of a project in its settings, that of all projects beside the providers.';

/** What people can do something about is a rule; all else is that no model answers now. */
export function toAppError(error: ModelCallError): AppError {
  const { reason, message, attempts } = error;
  if (message === 'No language model is configured')
    return new AppError('rule_violated', nothingSetUp, { rule: 'model.unconfigured', cause: error });
  const isRule = ['unconfigured', 'over_budget', 'context_too_long'].includes(reason);
  const isBudget = attempts.some((attempt) => attempt.reason === 'over_budget');
  const rule = isBudget ? 'budget.exhausted' : `model.${reason}`;
  const words = isBudget ? `${message}. ${whereToRaise}` : `${message}.`;
  if (isRule) return new AppError('rule_violated', words, { rule, cause: error });
  return new AppError('unavailable', `No model answered: ${message}.`, { cause: error });
}
