import { structuredPatch } from 'diff';

/** A difference that takes longer to find, or is larger, is told as a whole new text. */
const bounds = { context: 3, maxEditLength: 4_000, timeout: 300 };
const mostChars = 400_000;

/** Unified hunks of a change, without file headers; an empty text for no change. */
export function unifiedHunks(before: string, after: string): string {
  if (before.length + after.length > mostChars) return tooLarge(before, after);
  const patch = structuredPatch('a', 'b', before, after, undefined, undefined, bounds);
  if (patch === undefined) return tooLarge(before, after);
  return patch.hunks
    .map(({ oldStart, oldLines, newStart, newLines, lines }) =>
      [`@@ -${place(oldStart, oldLines)} +${place(newStart, newLines)} @@`, ...lines].join('\n'),
    )
    .join('\n');
}

/** A side without lines is named by the line before it. */
const place = (start: number, lines: number): string => `${lines === 0 ? start - 1 : start},${lines}`;

function tooLarge(before: string, after: string): string {
  const [was, is] = [countLines(before), countLines(after)];
  return `@@ -${was === 0 ? 0 : 1},${was} +${is === 0 ? 0 : 1},${is} @@\n\\ The change is too large to be shown here`;
}

const countLines = (text: string): number => (text === '' ? 0 : text.split('\n').length);
