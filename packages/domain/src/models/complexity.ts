import type { ModelComplexity } from '@overmind/contracts/entities/model';

const mediumTokens = 1_500;
const highTokens = 12_000;
/** Work of these kinds asks for judgement, however short it is said. */
const hardWords =
  /\b(architect\w*|design|migrat\w*|refactor\w*|security|concurren\w*|race|prove|trade-?offs?)\b/i;
/** How much of a text is looked at; it may be a whole repository. */
const mostLooked = 20_000;

/** Speaking in a discussion asks for judgement from the first word on. */
const judging = /^discussion\./;

/** How demanding a call seems by its purpose, its length, its words and whether tools go with it. */
export function estimateComplexity({
  purpose,
  text,
  inputTokens,
  hasTools,
}: {
  purpose: string;
  text: string;
  inputTokens: number;
  hasTools: boolean;
}): ModelComplexity {
  const points =
    Number(judging.test(purpose)) +
    Number(inputTokens >= mediumTokens) +
    Number(inputTokens >= highTokens) +
    Number(hasTools) +
    Number(hardWords.test(text.slice(0, mostLooked)));
  return points === 0 ? 'low' : points === 1 ? 'medium' : 'high';
}
