import { modelRules as text } from '#text/model-rules.ts';
import type { ModelChoice } from './choice-fields.tsx';

/** What is set of it, a line each. */
export function choiceWords({
  capabilities = [],
  min_context_tokens,
  complexity,
  weights,
  prefer_by,
}: ModelChoice): string[] {
  return [
    ...capabilities.map((each) => `${text.capabilities}: ${text.capability[each]}`),
    ...(min_context_tokens === undefined ? [] : [`${text.context}: ${min_context_tokens}`]),
    ...(complexity === undefined ? [] : [`${text.complexity}: ${text.complexities[complexity]}`]),
    ...(weights === undefined
      ? []
      : (['cost', 'quality', 'latency'] as const).map((name) => `${text.weight[name]}: ${weights[name]}`)),
    ...(prefer_by === undefined ? [] : [`${text.preferBy}: ${text.preferred[prefer_by]}`]),
  ];
}

/** In one line. */
export const choiceSummary = (choice: ModelChoice): string => choiceWords(choice).join(' · ') || text.asUsual;
