import type { PromptValue, PromptVariable } from '@overmind/contracts/entities/prompt';

/** What was typed, as what its variables are; what was left empty has no value. */
export const valuesOf = (
  variables: readonly PromptVariable[],
  typed: Readonly<Record<string, string>>,
): Record<string, PromptValue> =>
  Object.fromEntries(
    variables
      .filter(({ name, kind }) => kind === 'text' || (typed[name] ?? '') !== '')
      .map(({ name, kind }) => [name, inKind(kind, typed[name] ?? '')]),
  );

function inKind(kind: PromptVariable['kind'], words: string): PromptValue {
  if (kind === 'number') return Number(words);
  if (kind === 'list') return words.split('\n').filter((line) => line.trim() !== '');
  return words;
}
