/*
 * What agents and programs write may hold characters that hide or reorder text. They are shown by their code instead of
 * acting.
 */
// biome-ignore-start lint/suspicious/noControlCharactersInRegex: control characters are what this is about
const invisible =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: the characters are listed one by one on purpose
  /[\u0000-\u0008\u000a-\u001a\u001c-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e007f}]/u;
// biome-ignore-end lint/suspicious/noControlCharactersInRegex: see above

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

/** Joins the parts of emoji; in prose it is let be. */
const joiner = 'U+200D';

/** The same as one text, lines and tabs as they are: for titles, names and prose. */
export function visibleWords(text: string): string {
  if (!invisible.test(text)) return text;
  return text.split('\n').map(visibleLine).join('\n');
}

const visibleLine = (line: string): string =>
  makeVisible(line)
    .map((piece) => {
      if (!piece.isMadeVisible) return piece.text;
      return piece.text === joiner ? '\u200d' : `⟨${piece.text}⟩`;
    })
    .join('');
