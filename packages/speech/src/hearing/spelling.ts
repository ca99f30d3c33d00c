/** As novels of a hundred years ago write them, from which the model has learned. */
const oldFashioned = /\b(to)-(day|night|morrow)\b/gi;

/** A word as it is spelled today. */
export const modernised = (word: string): string => word.replace(oldFashioned, '$1$2');

/** A comma, semicolon or dash at the very end, with the full stop and the spaces around it. */
const looseEnd = /\s*[,;–—-][\s,;.–—-]*$/u;
const sentenceWithin = /[.!?]["'”’)]*\s/u;

/**
 * What was said by one who has finished: a mark that calls for more words is none of it. A full stop takes its place
 * only where the model wrote one there, or sentences before it.
 */
export function closed(text: string): string {
  const [end] = looseEnd.exec(text) ?? [];
  if (end === undefined) return text;
  const words = text.slice(0, -end.length);
  return end.includes('.') || sentenceWithin.test(words) ? `${words}.` : words;
}
