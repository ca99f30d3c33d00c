import type { NewPromptVersion, PromptVariable } from '@overmind/contracts/entities/prompt';
import { namesIn, parseTemplate } from './template.ts';

interface Problem {
  pointer: string;
  detail: string;
}

type Texts = Pick<NewPromptVersion, 'system' | 'body' | 'variables'>;

function checkText(pointer: string, text: string, known: ReadonlyMap<string, PromptVariable>) {
  const parsed = parseTemplate(text);
  if (!parsed.ok) return { names: new Set<string>(), problems: [{ pointer, detail: parsed.detail }] };
  const names = namesIn(parsed.parts);
  const problems = [...names]
    .filter((name) => !known.has(name))
    .map((name) => ({ pointer, detail: `{{${name}}} is not among the variables.` }));
  return { names, problems };
}

/** What is wrong with a version: variables that nobody declared or uses, and data where instructions stand. */
export function findPromptProblems({ system, body, variables }: Texts): Problem[] {
  const known = new Map(variables.map((variable) => [variable.name, variable]));
  const inSystem = checkText('/system', system, known);
  const inBody = checkText('/body', body, known);
  const problems = [...inSystem.problems, ...inBody.problems];
  const isReadable = problems.length === 0;
  variables.forEach(({ name, kind }, index) => {
    const pointer = `/variables/${index}/name`;
    if (variables.findIndex((other) => other.name === name) !== index)
      problems.push({ pointer, detail: `There are two variables "${name}".` });
    if (kind === 'data' && inSystem.names.has(name))
      problems.push({ pointer: '/system', detail: `{{${name}}} is data; it belongs in the body.` });
    if (isReadable && !inSystem.names.has(name) && !inBody.names.has(name))
      problems.push({ pointer, detail: `{{${name}}} stands nowhere in the prompt.` });
  });
  return problems;
}
