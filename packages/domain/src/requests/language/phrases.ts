/** A pattern that matches any of the phrases as whole words, longest first, apostrophes and spaces as written. */
export function anyOf(phrases: readonly string[]): string {
  const longestFirst = [...phrases].sort((one, other) => other.length - one.length);
  return `(?:${longestFirst.map((phrase) => literal(phrase).replace(/ /g, '\\s+')).join('|')})`;
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

export const leading = (phrases: readonly string[]): RegExp =>
  new RegExp(`^${anyOf(phrases)}(?![\\p{L}\\d'-])[\\s,:-]*`, 'iu');
export const trailing = (phrases: readonly string[]): RegExp =>
  new RegExp(`[\\s,]+${anyOf(phrases)}(?=[\\s.!?]*$)`, 'iu');
export const anywhere = (phrases: readonly string[]): RegExp =>
  new RegExp(`(?<![\\p{L}\\d'-])${anyOf(phrases)}(?![\\p{L}\\d'-])`, 'giu');

/** A text in plain words: straight quotes, single spaces, nothing invisible; line breaks stay. */
export function tidy(text: string): string {
  return text
    .replace(/[\u2018\u2019\u02BC]/g, "'")
    .replace(/[\u201C\u201D]/g, '"')
    .replace(/[\u2013\u2014]/g, ' - ')
    .replace(/[\p{Cf}\p{Co}]|(?!\n)\p{Cc}/gu, ' ')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim();
}
