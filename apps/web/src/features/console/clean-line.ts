/*
 * What a program printed is hostile. Only colours survive: titles, links (OSC 8), the clipboard (OSC 52), cursor
 * moves and modes are dropped; characters that hide or reorder text are shown by their code instead of acting.
 */

/** Longer lines are cut for the screen; the download has them whole. */
export const shownCharacters = 4_000;

// biome-ignore-start lint/suspicious/noControlCharactersInRegex: control sequences are what this is about
const strings = /\u001b[\]PX^_][\s\S]*?(?:\u0007|\u001b\\|\u009c|$)/g;
const nonColours =
  /\u001b\[[0-?]*[ -/]*(?!m)[@-~]|\u001b\[[<-?][0-?]*m|\u001b[ -/]*[0-Z\\^_`a-~]|\u009b[0-?]*[ -/]*[@-~]/g;
const colours = /\u001b\[[0-9;:]*m/g;
const invisible =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: the characters are listed one by one on purpose
  /[\u0000-\u0008\u000a-\u001a\u001c-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e007f}]/u;
// biome-ignore-end lint/suspicious/noControlCharactersInRegex: see above

/** Keeps colour sequences only; of a line that redrew itself with carriage returns, the last drawing. */
export function keepColours(message: string): string {
  const kept = message.replace(strings, '').replace(nonColours, '');
  const drawn = kept.replace(/\r+$/, '');
  return drawn.slice(drawn.lastIndexOf('\r') + 1);
}

export const plainText = (message: string): string => keepColours(message).replace(colours, '');

export interface Piece {
  text: string;
  /** The text is the name of a character that would not have been seen. */
  isMadeVisible: boolean;
}

export function makeVisible(text: string): Piece[] {
  if (!invisible.test(text)) return text === '' ? [] : [{ text, isMadeVisible: false }];
  const pieces: Piece[] = [];
  let plain = '';
  for (const character of text) {
    if (!invisible.test(character) && character !== '\u001b') {
      plain += character;
      continue;
    }
    if (plain !== '') pieces.push({ text: plain, isMadeVisible: false });
    plain = '';
    pieces.push({ text: nameOf(character), isMadeVisible: true });
  }
  if (plain !== '') pieces.push({ text: plain, isMadeVisible: false });
  return pieces;
}

const nameOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
