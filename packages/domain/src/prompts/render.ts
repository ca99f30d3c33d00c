import type { PromptValue, PromptVariable } from '@overmind/contracts/entities/prompt';
import { fence, fenceRule } from './fence.ts';
import { parseTemplate, type TemplatePart } from './template.ts';

export type Rendering =
  | { ok: true; system: string; body: string }
  | { ok: false; problems: { pointer: string; detail: string }[] };

const longestString = 2_000;

const isLine = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= longestString && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(value);

/** How a value stands in the text, or a sentence that says why it cannot. */
function format(
  { name, kind }: PromptVariable,
  value: PromptValue | undefined,
  boundary: string,
): { text: string } | { problem: string } {
  if (value === undefined) return { problem: `{{${name}}} has no value.` };
  switch (kind) {
    case 'string':
      return isLine(value)
        ? { text: value }
        : { problem: `{{${name}}} is one line of at most ${longestString} characters; longer text is data.` };
    case 'text':
      return typeof value === 'string' ? { text: value } : { problem: `{{${name}}} is text.` };
    case 'number':
      return typeof value === 'number' && Number.isFinite(value)
        ? { text: String(value) }
        : { problem: `{{${name}}} is a number.` };
    case 'list':
      return Array.isArray(value) && value.every(isLine)
        ? { text: value.map((item) => `- ${item}`).join('\n') }
        : { problem: `{{${name}}} is a list of lines of at most ${longestString} characters.` };
    case 'data':
      return typeof value === 'string'
        ? { text: fence(name, value, boundary) }
        : { problem: `{{${name}}} is text.` };
  }
}

const partsOf = (text: string): readonly TemplatePart[] => {
  const parsed = parseTemplate(text);
  return parsed.ok ? parsed.parts : [{ kind: 'text', text }];
};

const fillParts = (parts: readonly TemplatePart[], texts: ReadonlyMap<string, string>): string =>
  parts.map((part) => (part.kind === 'text' ? part.text : (texts.get(part.name) ?? ''))).join('');

/** Without the lines that hold nothing but a variable of kind `text` whose value is empty. */
function withoutEmptyLines(
  parts: readonly TemplatePart[],
  { variables }: { variables: readonly PromptVariable[] },
  texts: ReadonlyMap<string, string>,
): readonly TemplatePart[] {
  const empty = new Set(
    variables.filter(({ name, kind }) => kind === 'text' && texts.get(name) === '').map(({ name }) => name),
  );
  return parts.map((part, at) => {
    const before = parts[at - 1];
    if (part.kind !== 'text' || before?.kind !== 'variable' || !empty.has(before.name)) return part;
    const first = parts[at - 2];
    const beginsLine = first === undefined || (first.kind === 'text' && first.text.endsWith('\n'));
    return beginsLine && part.text.startsWith('\n') ? { ...part, text: part.text.slice(1) } : part;
  });
}

/**
 * A prompt with its values in. Each value is put in once and never read as a template; data is fenced. `boundary` is
 * at least 128 random bits in hexadecimal, drawn for this rendering alone.
 */
export function renderTexts(
  prompt: { system: string; body: string; variables: readonly PromptVariable[] },
  values: Readonly<Record<string, PromptValue>>,
  boundary: string,
): Rendering {
  if (!/^[0-9a-f]{32,}$/.test(boundary)) throw new Error('a boundary has at least 128 bits');
  const problems: { pointer: string; detail: string }[] = [];
  const texts = new Map<string, string>();
  for (const variable of prompt.variables) {
    const value = Object.hasOwn(values, variable.name) ? values[variable.name] : undefined;
    const made = format(variable, value, boundary);
    if ('text' in made) texts.set(variable.name, made.text);
    else problems.push({ pointer: `/values/${variable.name}`, detail: made.problem });
  }
  const known = new Set(prompt.variables.map(({ name }) => name));
  for (const name of Object.keys(values))
    if (!known.has(name))
      problems.push({ pointer: `/values/${name}`, detail: `There is no {{${name}}} here.` });
  if (problems.length > 0) return { ok: false, problems };
  const fill = (text: string): string => fillParts(withoutEmptyLines(partsOf(text), prompt, texts), texts);
  const hasData = prompt.variables.some(({ kind }) => kind === 'data');
  const system = [fill(prompt.system), ...(hasData ? [fenceRule(boundary)] : [])].filter(
    (text) => text !== '',
  );
  return { ok: true, system: system.join('\n\n'), body: fill(prompt.body) };
}
