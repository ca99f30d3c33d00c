import type { LinePlace } from './diff/diff-file.ts';

/** A line's name: `src/a.ts:L12`, or `src/a.ts:O12` for a line of the old file. */
export const lineName = ({ path, side, line }: LinePlace): string =>
  `${path}:${side === 'old' ? 'O' : 'L'}${line}`;

const sameInAddress = (text: string): string => encodeURI(text).replaceAll('#', '%23').replaceAll('?', '%3F');
export const lineHash = (place: LinePlace): string => `#${sameInAddress(lineName(place))}`;

/** The line that an address names, or its file when it names no line; null when it names nothing. */
export function readLineHash(hash: string): LinePlace | { path: string } | null {
  let name: string;
  try {
    name = decodeURIComponent(hash.replace(/^#/, ''));
  } catch {
    return null;
  }
  if (name === '') return null;
  const match = /^(.+):([LO])(\d{1,8})$/s.exec(name);
  if (match === null) return { path: name };
  return { path: match[1] ?? '', side: match[2] === 'O' ? 'old' : 'new', line: Number(match[3]) };
}
