export interface Section {
  name: string;
  /** Number of its first line, from 1. */
  firstLine: number;
  lines: string[];
}

const topLevel = /^(?: {2})?"?([A-Za-z_][\w-]*)"?:/;

/** The top-level parts of a canonical document; what stands before the first is a part without a name. */
export function sectionsOf(content: string): Section[] {
  const lines = content.replace(/\n$/, '').split('\n');
  const isJson = lines[0]?.startsWith('{') === true;
  const sections: Section[] = [];
  for (const [index, line] of lines.entries()) {
    const isIndentRight = isJson ? /^ {2}"/.test(line) : /^[A-Za-z_"]/.test(line);
    const name = isIndentRight ? topLevel.exec(line)?.[1] : undefined;
    const current = sections.at(-1);
    const isEnd = isJson && line === '}';
    if (name !== undefined || current === undefined || isEnd)
      sections.push({ name: name ?? '', firstLine: index + 1, lines: [line] });
    else current.lines.push(line);
  }
  return sections;
}
