import type { CitedFiles } from './files-at-hand.ts';

const mostLines = 12;
const mostLineChars = 400;

export interface Cited {
  path: string;
  from_line: number;
  to_line: number;
}

/** The lines that a citation names, or in a sentence why it names none. */
export async function citedLines(
  { path, from_line: from, to_line: to }: Cited,
  view: CitedFiles,
): Promise<readonly string[] | string> {
  const found = await view.find(path);
  if (typeof found === 'string') return found;
  if (to < from) return `${path}:${from}-${to} ends before it begins.`;
  if (to > found.lines.length) return `${path} has ${found.lines.length} lines; ${from}-${to} is cited.`;
  return found.lines.slice(from - 1, to);
}

export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

const cut = (line: string): string =>
  line.length <= mostLineChars ? line : `${line.slice(0, mostLineChars)}… (${line.length} characters)`;

/**
 * The place and the lines that stand there, as two parts of Markdown; none where there is no such file. At most
 * 12 lines of about 400 characters, since a model may cite one long line a thousand times.
 */
export async function quote(
  { path, from_line: from, to_line: to }: Cited,
  view: CitedFiles,
): Promise<string[]> {
  const found = await view.find(path);
  if (typeof found === 'string') return [];
  const shown = found.lines.slice(from - 1, Math.min(to, from - 1 + mostLines));
  // Indented, because a fence could be closed by what stands in the file.
  return [
    `\`${path}:${from === to ? from : `${from}-${to}`}\``,
    shown.map((line) => `    ${cut(line)}`).join('\n'),
  ];
}
