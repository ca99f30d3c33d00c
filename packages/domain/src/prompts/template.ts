export type TemplatePart = { kind: 'text'; text: string } | { kind: 'variable'; name: string };
export type ParsedTemplate = { ok: true; parts: TemplatePart[] } | { ok: false; detail: string };

const mark = /\\\{\{|\{\{/g;
const variable = /^\{\{[ \t]*([a-z][a-z0-9_]{0,39})[ \t]*\}\}/;

const lineOf = (text: string, at: number): number => text.slice(0, at).split('\n').length;

function withText(parts: TemplatePart[], text: string): void {
  const last = parts.at(-1);
  if (last?.kind === 'text') last.text += text;
  else if (text !== '') parts.push({ kind: 'text', text });
}

/** Reads `{{name}}` as a variable and `\{{` as two braces. What a value holds is never read again. */
export function parseTemplate(text: string): ParsedTemplate {
  const parts: TemplatePart[] = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(mark)) {
    if (index < from) continue;
    withText(parts, text.slice(from, index));
    if (found.startsWith('\\')) {
      withText(parts, '{{');
      from = index + found.length;
      continue;
    }
    const [whole, name] = variable.exec(text.slice(index)) ?? [];
    if (whole === undefined || name === undefined)
      return {
        ok: false,
        detail: `Line ${lineOf(text, index)}: "{{" begins a variable such as {{name}}; write \\{{ for the braces themselves.`,
      };
    parts.push({ kind: 'variable', name });
    from = index + whole.length;
  }
  withText(parts, text.slice(from));
  return { ok: true, parts };
}

export const namesIn = (parts: readonly TemplatePart[]): Set<string> =>
  new Set(parts.flatMap((part) => (part.kind === 'variable' ? [part.name] : [])));
