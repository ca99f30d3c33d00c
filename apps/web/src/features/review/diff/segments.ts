import { makeVisible } from '@overmind/domain/text/make-visible';
import type { HunkTokens, TokenNode } from 'react-diff-view';
import type { Coloured, LineColours } from './colours.ts';
import { type DiffFile, lineOn, type Side } from './diff-file.ts';
import type { LineEdits, Range } from './word-edits.ts';

/** A stretch of a line that looks the same throughout. */
export interface Segment extends TokenNode {
  type: 'segment';
  value: string;
  className: string;
}

/** Longer lines are cut for the screen: nobody reads them, and they would hold the page up. */
const longestShown = 4_000;

/** Every line of a file as it is drawn: colours, changed words, and characters that would hide made visible. */
export function segmentsOf(file: DiffFile, edits: LineEdits, colours: LineColours | null): HunkTokens {
  const tokens: HunkTokens = { old: [], new: [] };
  for (const hunk of file.hunks)
    for (const change of hunk.changes)
      for (const side of ['old', 'new'] as const) {
        const line = lineOn(change, side);
        if (line === null) continue;
        const ranges = change.type === 'normal' ? [] : (edits[side].get(line) ?? []);
        tokens[side][line - 1] = segmentsOfLine(change.content, colours?.[side].get(line), ranges, side);
      }
  return tokens;
}

export function segmentsOfLine(
  content: string,
  colours: readonly Coloured[] | undefined,
  ranges: readonly Range[],
  side: Side,
): Segment[] {
  const text = content.slice(0, longestShown);
  const isWhole = colours?.reduce((sum, { text: { length } }) => sum + length, 0) === content.length;
  const pieces = isWhole && text === content && colours !== undefined ? colours : [{ text, className: '' }];
  const segments: Segment[] = [];
  let at = 0;
  for (const piece of pieces) {
    for (const { text: part, isEdit } of cutByRanges(piece.text, at, ranges))
      for (const { text: value, isMadeVisible } of makeVisible(part))
        segments.push({
          type: 'segment',
          value,
          className: classOf(piece.className, isEdit, isMadeVisible, side),
        });
    at += piece.text.length;
  }
  if (text !== content)
    segments.push({
      type: 'segment',
      value: ` … +${content.length - text.length}`,
      className: 'made-visible',
    });
  return segments;
}

const classOf = (colour: string, isEdit: boolean, isMadeVisible: boolean, side: Side): string =>
  [colour, isEdit ? `diff-word-${side}` : '', isMadeVisible ? 'made-visible' : ''].filter(Boolean).join(' ');

function cutByRanges(
  text: string,
  from: number,
  ranges: readonly Range[],
): { text: string; isEdit: boolean }[] {
  const parts: { text: string; isEdit: boolean }[] = [];
  const end = from + text.length;
  let at = from;
  for (const [start, stop] of ranges) {
    if (stop <= at || start >= end) continue;
    if (start > at) parts.push({ text: text.slice(at - from, start - from), isEdit: false });
    const until = Math.min(stop, end);
    parts.push({ text: text.slice(Math.max(start, at) - from, until - from), isEdit: true });
    at = until;
  }
  if (at < end) parts.push({ text: text.slice(at - from), isEdit: false });
  return parts;
}
