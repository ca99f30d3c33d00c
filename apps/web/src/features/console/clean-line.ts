/*
 * What a program printed is hostile. Only colours survive: titles, links (OSC 8), the clipboard (OSC 52), cursor
 * moves and modes are dropped; characters that hide or reorder text are made visible where lines are drawn.
 */

/** Longer lines are cut for the screen; the download has them whole. */
export const shownCharacters = 4_000;

// biome-ignore-start lint/suspicious/noControlCharactersInRegex: control sequences are what this is about
const strings = /\u001b[\]PX^_][\s\S]*?(?:\u0007|\u001b\\|\u009c|$)/g;
const nonColours =
  /\u001b\[[0-?]*[ -/]*(?!m)[@-~]|\u001b\[[<-?][0-?]*m|\u001b[ -/]*[0-Z\\^_`a-~]|\u009b[0-?]*[ -/]*[@-~]/g;
const colours = /\u001b\[[0-9;:]*m/g;
// biome-ignore-end lint/suspicious/noControlCharactersInRegex: see above

/** Keeps colour sequences only; of a line that redrew itself with carriage returns, the last drawing. */
export function keepColours(message: string): string {
  const kept = message.replace(strings, '').replace(nonColours, '');
  const drawn = kept.replace(/\r+$/, '');
  return drawn.slice(drawn.lastIndexOf('\r') + 1);
}

export const plainText = (message: string): string => keepColours(message).replace(colours, '');
