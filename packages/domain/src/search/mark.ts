import type { MarkedText } from '@overmind/contracts/entities/search';
import type { Term } from './terms.ts';

/** A piece of a text, and whether there is more of it. */
export interface Excerpt {
  text: string;
  isBegun: boolean;
  isCut: boolean;
}

type Place = MarkedText['matches'][number];

const escaped = (text: string): string =>
  text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/\s+/g, '\\s+');
/** What the search takes as one beside what differs by its case. */
const folded = (pattern: string): string =>
  pattern.replace(/ß|ss/giu, '(?:ß|ss)').replace(/[iıİ]/giu, '[iıİ]');
const patternOf = ({ text, isWordStart }: Term): RegExp =>
  new RegExp(`${isWordStart ? '(?<![\\p{L}\\p{N}])' : ''}${folded(escaped(text))}`, 'giu');

/** Finds what is searched for in a text, however it is written; what overlaps is one match. */
export type Mark = (text: string) => MarkedText;

/** Made once for a search: a pattern costs more to make than to use. */
export function marking(terms: readonly Term[]): Mark {
  const patterns = terms.map(patternOf);
  return (text) => ({ text, matches: joined(patterns.flatMap((pattern) => placesOf(pattern, text))) });
}

function placesOf(pattern: RegExp, text: string): Place[] {
  const places: Place[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text))
    places.push({ start: match.index, end: match.index + match[0].length });
  return places;
}

function joined(places: Place[]): Place[] {
  places.sort((one, other) => one.start - other.start);
  const matches: Place[] = [];
  for (const place of places) {
    const last = matches.at(-1);
    if (last && place.start <= last.end) last.end = Math.max(last.end, place.end);
    else matches.push(place);
  }
  return matches;
}

const edge = 30;
const sign = '…';

/** An excerpt as a line: whole words where one is near the cut, and signs where something is left out. */
export function toSnippet({ text, isBegun, isCut }: Excerpt, markIn: Mark): MarkedText {
  let line = text.replace(/\s+/g, ' ').trim();
  const [first, last] = [line.indexOf(' '), line.lastIndexOf(' ')];
  if (isCut && last > line.length - edge && last > 0) line = line.slice(0, last);
  if (isBegun && first >= 0 && first < edge) line = line.slice(first + 1);
  return markIn(`${isBegun ? sign : ''}${line}${isCut ? sign : ''}`);
}
