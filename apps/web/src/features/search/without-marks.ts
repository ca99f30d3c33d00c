import type { MarkedText } from '@overmind/contracts/entities/search';

const bold = /(\*\*)(?=\S)(.+?)(?<=\S)\1/g;
const code = /(`{1,3})(?=[^\s`])(.+?)(?<=[^\s`])\1(?!`)/g;

/** The text as people read it in the chat: without the signs around what is bold or code there. Matches keep their words. */
export const withoutMarks = (marked: MarkedText): MarkedText => without(code, without(bold, marked));

/** `pattern` holds the sign and, behind it, what it surrounds. */
function without(pattern: RegExp, { text, matches }: MarkedText): MarkedText {
  const signs = [...text.matchAll(pattern)].flatMap(({ index, 0: whole, 1: sign = '' }) => [
    { at: index, length: sign.length },
    { at: index + whole.length - sign.length, length: sign.length },
  ]);
  const moved = (place: number): number =>
    place - signs.reduce((gone, { at, length }) => gone + Math.min(length, Math.max(0, place - at)), 0);
  return {
    text: text.replaceAll(pattern, '$2'),
    matches: matches.map(({ start, end }) => ({ start: moved(start), end: moved(end) })),
  };
}
