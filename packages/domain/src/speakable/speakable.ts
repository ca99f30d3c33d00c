import { saidLines } from './blocks.ts';
import { withoutInlineMarks } from './inline.ts';
import { sayQuantities } from './quantities.ts';
import { asSentence, saySigns, visible } from './signs.ts';
import { sayWord } from './words.ts';

/** What a rule writes may be for another to say; after so many rounds nothing is left for any. */
const maxRounds = 4;

/**
 * A text as it is said aloud: Markdown becomes plain sentences, one line each; paths, keys, durations and the like
 * become words; ids are left out, and code and tables are only mentioned. Text that is so already stays as it is. Takes
 * time in proportion to the length, whatever the text.
 */
export function speakable(text: string): string {
  let said = sayOnce(text);
  for (let round = 1; round < maxRounds; round++) {
    const again = sayOnce(said);
    if (again === said) break;
    said = again;
  }
  return said;
}

const sayOnce = (text: string): string =>
  saidLines(visible(text))
    .map((line) => asSentence(sayLine(line)))
    .filter((line) => line !== '')
    .join('\n');

function sayLine(line: string): string {
  const words = sayQuantities(withoutInlineMarks(line)).split(/\s+/).map(sayWord);
  return saySigns(words.filter((word) => word !== '').join(' '));
}
