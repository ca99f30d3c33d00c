/*
 * JavaScript's \w and \b know ASCII only, so what is a word is written out here and where it is needed.
 */

/** Letters and what counts as one: superscripts, Roman numerals. */
export const letter = '[\\p{L}\\p{Nl}\\p{No}]';
export const smallLetters = 'a-zß-öø-ÿ';
export const capitalLetters = 'A-ZÀ-ÖØ-Þ';

export const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** One of these texts, the longest first. */
export const oneOf = (texts: readonly string[]): string =>
  [...texts]
    .sort((a, b) => b.length - a.length)
    .map(escaped)
    .join('|');
