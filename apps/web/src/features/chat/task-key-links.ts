import type { LinkedTask } from './linked-task.ts';

interface Node {
  type: string;
  value?: string;
  tagName?: string;
  properties?: Record<string, string>;
  children?: Node[];
}

const key = /\b[A-Z][A-Z0-9]{0,7}-\d+\b/g;
const untouched = new Set(['a', 'code', 'pre']);

/** A rehype plugin: the keys of known tasks become links that open them. */
export const taskKeyLinks = (tasks: readonly LinkedTask[]) => () => (tree: Node) => {
  const idOf = new Map(tasks.map((task) => [task.key, task.id]));
  if (idOf.size > 0) walk(tree, idOf);
};

function walk(node: Node, idOf: ReadonlyMap<string, string>): void {
  if (node.children === undefined || untouched.has(node.tagName ?? '')) return;
  node.children = node.children.flatMap((child) => {
    if (child.type === 'text') return split(child.value ?? '', idOf);
    walk(child, idOf);
    return [child];
  });
}

function split(text: string, idOf: ReadonlyMap<string, string>): Node[] {
  const pieces: Node[] = [];
  let from = 0;
  for (const match of text.matchAll(key)) {
    const id = idOf.get(match[0]);
    if (id === undefined) continue;
    pieces.push({ type: 'text', value: text.slice(from, match.index) }, link(match[0], id));
    from = match.index + match[0].length;
  }
  return [...pieces, { type: 'text', value: text.slice(from) }].filter(({ value }) => value !== '');
}

const link = (words: string, id: string): Node => ({
  type: 'element',
  tagName: 'a',
  properties: { href: `?task=${id}` },
  children: [{ type: 'text', value: words }],
});
