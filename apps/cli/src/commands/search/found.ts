import type { MarkedText, SearchResult } from '@overmind/contracts/entities/search';
import { oneLine } from '../../output/table.ts';
import type { Colours } from '../../terminal/colour.ts';

const longest = 100;

/** A line in which what was searched for stands out. */
function paint({ text, matches }: MarkedText, colours: Colours): string {
  const plain = (from: number, to: number): string => keepEdges(text.slice(from, to));
  let line = '';
  let at = 0;
  for (const { start, end } of matches) {
    line += plain(at, start) + colours.bold(colours.yellow(plain(start, end)));
    at = end;
  }
  return line + plain(at, text.length);
}

/** As one line, with the spaces at its ends. */
function keepEdges(text: string): string {
  const [before] = /^\s?/.exec(text) ?? [''];
  const [after] = /\s?$/.exec(text.slice(before.length)) ?? [''];
  return `${before}${oneLine(text, 1_000)}${after}`;
}

/** The part of a text around its first match. */
function around(text: MarkedText): MarkedText {
  const first = text.matches[0]?.start ?? 0;
  const from = Math.max(0, Math.min(first - longest / 2, text.text.length - longest));
  const to = from + longest;
  const inside = text.matches.filter(({ start, end }) => start >= from && end <= to);
  return {
    text: text.text.slice(from, to),
    matches: inside.map(({ start, end }) => ({ start: start - from, end: end - from })),
  };
}

function renderOne(found: SearchResult, colours: Colours): string {
  const key = found.task?.key ?? found.spec?.key;
  const of = key === undefined ? '' : `${key} `;
  const status = found.status === null ? '' : ` ${found.status.replaceAll('_', ' ')}`;
  const facts = `${found.kind}${status}  ${found.happened_at.slice(0, 16).replace('T', ' ')}`;
  const head = `${of}${paint(around(found.title), colours)}  ${colours.dim(facts)}`;
  const body = found.snippet.text.trim() === '' ? [] : [`  ${paint(around(found.snippet), colours)}`];
  return [head, ...body].join('\n');
}

/** What was found, as a person reads it. */
export const renderFound = (items: readonly SearchResult[], colours: Colours): string =>
  items.map((found) => renderOne(found, colours)).join('\n');
