import { render, type Token } from '../language/tokens.ts';

const maxTitleLength = 80;
/** More than a title can hold. */
const maxRead = 200;

/** With a capital first, unless the first word is a name or a path that is written small. */
export function capital(text: string): string {
  return /^\p{Ll}[\p{L}'-]{0,40}(?![^\s,:;.!?])/u.test(text)
    ? text.slice(0, 1).toUpperCase() + text.slice(1)
    : text;
}

/** One line of at most 80 characters, with a capital first, cut between words. */
export function writeTitle(command: readonly Token[]): string {
  const text = render(command.slice(0, maxRead).filter(({ kind }) => kind !== 'break')).replace(/\s+/g, ' ');
  const line = capital(trimEnd(text));
  if (line.length <= maxTitleLength) return line;
  const cut = line.slice(0, maxTitleLength - 1).replace(/[\uD800-\uDBFF]$/, '');
  const lastSpace = cut.lastIndexOf(' ');
  return `${trimEnd(lastSpace > maxTitleLength / 2 ? cut.slice(0, lastSpace) : cut)}…`;
}

const marks: ReadonlySet<string> = new Set([...' .!?,;:-']);

function trimEnd(text: string): string {
  let end = text.length;
  while (end > 1 && marks.has(text[end - 1] ?? '')) end--;
  return text.slice(0, end);
}
