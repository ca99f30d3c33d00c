import { formatPatch, structuredPatch } from 'diff';
import { linesOf, maxDifferences } from './lines.ts';

const marked = (mark: string, text: string): string[] =>
  linesOf(text).map((line) => `${mark}${line.replace(/\n$/, '')}`);

/** Everything removed and everything added: for texts so different that finding the best patch would take long. */
const wholly = (before: string, after: string) => ({
  ...{ oldStart: 1, oldLines: linesOf(before).length, newStart: 1, newLines: linesOf(after).length },
  lines: [...marked('-', before), ...marked('+', after)],
});

/** The unified diff that `git apply` and `patch` read; empty when nothing differs. */
export function unifiedPatch(names: { from: string; to: string }, before: string, after: string): string {
  if (before === after) return '';
  const options = { context: 3, maxEditLength: maxDifferences };
  const best = structuredPatch(names.from, names.to, before, after, undefined, undefined, options);
  const whole = { oldFileName: names.from, newFileName: names.to, hunks: [wholly(before, after)] };
  return formatPatch(best ?? { ...whole, oldHeader: undefined, newHeader: undefined });
}
