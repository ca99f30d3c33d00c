import type { HunkData } from 'react-diff-view';
import type { refractor as Refractor } from 'refractor/core';
import { lineOn, type Side } from './diff-file.ts';
import { languageOf } from './languages.ts';

/** A stretch of a line and the name of its colour. */
export interface Coloured {
  text: string;
  className: string;
}
export type LineColours = Record<Side, Map<number, Coloured[]>>;
type Root = ReturnType<typeof Refractor.highlight>;
type Node = Root['children'][number];
type Element = Extract<Node, { type: 'element' }>;
type Highlight = (code: string) => Root;

const linesAtOnce = 400;
const longestLine = 2_000;

async function loadHighlight(path: string): Promise<Highlight | null> {
  const load = languageOf(path);
  if (load === null) return null;
  const [{ refractor }, { default: syntax }] = await Promise.all([import('refractor/core'), load()]);
  refractor.register(syntax);
  return (code) => refractor.highlight(code, syntax.displayName);
}

const whenIdle = (): Promise<unknown> =>
  new Promise((resolve) =>
    typeof requestIdleCallback === 'function'
      ? requestIdleCallback(resolve, { timeout: 500 })
      : setTimeout(resolve, 1),
  );

/** The syntax colours of a file's hunks, worked out a part at a time while the page has nothing better to do. */
export async function colourHunks(
  path: string,
  hunks: readonly HunkData[],
  signal: AbortSignal,
): Promise<LineColours | null> {
  const highlight = await loadHighlight(path);
  if (highlight === null) return null;
  const colours: LineColours = { old: new Map(), new: new Map() };
  for (const hunk of hunks)
    for (const side of ['old', 'new'] as const)
      for (const part of partsOf(hunk, side)) {
        await whenIdle();
        if (signal.aborted) return null;
        colourPart(highlight, part, colours[side]);
      }
  return colours;
}

interface Numbered {
  line: number;
  text: string;
}

function partsOf(hunk: HunkData, side: Side): Numbered[][] {
  const lines = hunk.changes.flatMap((change) => {
    const line = lineOn(change, side);
    return line === null ? [] : [{ line, text: change.content }];
  });
  const parts: Numbered[][] = [];
  for (let from = 0; from < lines.length; from += linesAtOnce)
    parts.push(lines.slice(from, from + linesAtOnce));
  return parts;
}

function colourPart(highlight: Highlight, part: readonly Numbered[], into: Map<number, Coloured[]>): void {
  if (part.some(({ text }) => text.length > longestLine)) return;
  const lines = splitLines(highlight(part.map(({ text }) => text).join('\n')));
  for (const [index, { line }] of part.entries()) into.set(line, lines[index] ?? []);
}

function splitLines(root: Root): Coloured[][] {
  const lines: Coloured[][] = [[]];
  const walk = (nodes: readonly Node[], className: string): void => {
    for (const node of nodes) {
      if (node.type === 'element') walk(node.children, kindOf(node) ?? className);
      if (node.type !== 'text') continue;
      for (const [index, text] of node.value.split('\n').entries()) {
        if (index > 0) lines.push([]);
        if (text !== '') lines.at(-1)?.push({ text, className });
      }
    }
  };
  walk(root.children, '');
  return lines;
}

/** Prism says `token keyword`, or `token function class-name`: the first kind is the one that counts. */
function kindOf(node: Element): string | null {
  const names = node.properties['className'];
  const kind = Array.isArray(names) ? names[1] : undefined;
  return typeof kind === 'string' ? `syntax-${kind}` : null;
}
