import type { MarkedText } from '@overmind/contracts/entities/search';

const bold = /\*\*(?=\S)(.+?)(?<=\S)\*\*/g;

/** The text as people read it in the chat: without the stars around what is bold there. Matches keep their words. */
export function withoutBold({ text, matches }: MarkedText): MarkedText {
  const stars = [...text.matchAll(bold)].flatMap(({ index, 0: whole }) => [index, index + whole.length - 2]);
  const moved = (place: number): number =>
    place - stars.reduce((gone, star) => gone + Math.min(2, Math.max(0, place - star)), 0);
  return {
    text: text.replaceAll(bold, '$1'),
    matches: matches.map(({ start, end }) => ({ start: moved(start), end: moved(end) })),
  };
}
