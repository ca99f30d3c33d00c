import type { PromptInput } from '@overmind/contracts/entities/prompt-test';
import { visibleWords } from '@overmind/domain/text/make-visible';

type Values = PromptInput['values'];

const mostOfOne = 120;

/** The values of each input in a few words, first those by which the inputs can be told apart. */
export function summariesOf(inputs: readonly Values[]): string[] {
  const kinds = kindsOf(inputs);
  const most = Math.max(0, ...kinds.values());
  const telling = [...kinds]
    .filter(([, count]) => count > 1 || most <= 1)
    .sort(([, one], [, other]) => other - one)
    .map(([name]) => name);
  return inputs.map((values) =>
    visibleWords(telling.flatMap((name) => summaryOf(name, values[name])).join(' · ')),
  );
}

/** How many different values each variable has. */
function kindsOf(inputs: readonly Values[]): Map<string, number> {
  const names = new Set(inputs.flatMap((values) => Object.keys(values)));
  return new Map(
    [...names].map((name) => [name, new Set(inputs.map((values) => JSON.stringify(values[name]))).size]),
  );
}

function summaryOf(name: string, value: Values[string] | undefined): string[] {
  if (value === undefined) return [];
  const words = Array.isArray(value) ? value.join(', ') : String(value);
  return [`${name}: ${words.length > mostOfOne ? `${words.slice(0, mostOfOne)}…` : words}`];
}
