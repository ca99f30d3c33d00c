/** Text as every store takes it: no NUL, no half of a surrogate pair. */
export const storable = (text: string): string => text.toWellFormed().replaceAll('\0', '␀');

/** At most so many characters, and a word about what is missing. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const note = `\n… [${text.length - most} characters cut]`;
  return `${text.slice(0, Math.max(0, most - note.length)).toWellFormed()}${note}`.slice(0, most);
}

/** The beginning of it, without half a character at the end. */
export const shortened = (text: string, most: number): string =>
  text.length <= most ? text : text.slice(0, most).toWellFormed();
