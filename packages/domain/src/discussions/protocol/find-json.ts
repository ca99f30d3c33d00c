const fence = '```';
const mostFences = 8;

export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * The first JSON object in what a model wrote: the whole of it, what a fence holds, or what stands between the first
 * and the last brace. Null for none. Linear in the text, which the caller has bounded.
 */
export function findJson(text: string): JsonObject | null {
  for (const candidate of candidates(text.trim())) {
    const found = parse(candidate);
    if (found !== null) return found;
  }
  return null;
}

function* candidates(text: string): Generator<string> {
  if (text.startsWith('{')) yield text;
  const marks = fencesIn(text);
  const [first] = marks;
  const last = marks.at(-1);
  // The content of a message may have fences of its own.
  if (first !== undefined && last !== undefined && last > first) yield inFence(text, first, last);
  for (let at = 0; at + 1 < marks.length; at += 2) yield inFence(text, marks[at] ?? 0, marks[at + 1] ?? 0);
  const open = text.indexOf('{');
  const close = text.lastIndexOf('}');
  if (open !== -1 && close > open) yield text.slice(open, close + 1);
}

function fencesIn(text: string): number[] {
  const marks: number[] = [];
  let at = text.indexOf(fence);
  while (at !== -1 && marks.length < mostFences) {
    marks.push(at);
    at = text.indexOf(fence, at + fence.length);
  }
  const last = text.lastIndexOf(fence);
  if (marks.length === mostFences && last > (marks.at(-1) ?? 0)) marks.push(last);
  return marks;
}

/** Without the name of a language behind the opening mark. */
const inFence = (text: string, open: number, close: number): string => {
  const inside = text.slice(open + fence.length, close);
  const begin = inside.indexOf('{');
  return begin === -1 ? '' : inside.slice(begin);
};

function parse(text: string): JsonObject | null {
  if (text === '') return null;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    // Not JSON: the next place is looked at.
    return null;
  }
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
