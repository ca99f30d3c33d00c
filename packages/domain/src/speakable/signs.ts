const emoji: Readonly<Record<string, string>> = {
  '✅': 'done',
  '✔': 'done',
  '✓': 'done',
  '❌': 'failed',
  '✗': 'failed',
  '✘': 'failed',
  '⚠': 'warning',
};

/** In their order: what is longer comes first. */
const spoken: readonly (readonly [RegExp, string])[] = [
  [/\s*(?:->|=>|→|⇒)\s*/g, ' to '],
  [/\s*(?:>=|≥)\s*/g, ' at least '],
  [/\s*(?:<=|≤)\s*/g, ' at most '],
  [/\s*(?:!==?|≠)\s*(?=\S)/g, ' is not '],
  [/\s*={1,3}\s*/g, ' equals '],
  [/\s*&\s*/g, ' and '],
  [/×/g, ' times '],
  [/\s<\s/g, ' less than '],
  [/\s>\s/g, ' more than '],
  [/(?<![\p{L}\p{N}])[~≈](?=\d)/gu, 'about '],
  [/(?<![\p{L}\p{N}#])#(?=\d)/gu, 'number '],
  [/(?<![\p{L}\p{N}+-])\+(?=\d)/gu, 'plus '],
  [/(?<![\p{L}\p{N}+.-])[-−](?=\d)/gu, 'minus '],
  [/C\+\+/g, 'C plus plus'],
  [/(?<=\s)(?:[-–—]{1,3}|\|)(?=\s)/g, ','],
];

/** Signs as words; what neither a voice nor an ear can use is left out. */
export const saySigns = (line: string): string =>
  spoken
    .reduce(
      (text, [sign, word]) => text.replace(sign, word),
      line.replace(/[✅✔✓❌✗✘⚠]/gu, (sign) => ` ${emoji[sign]} `),
    )
    .replace(/[^\p{L}\p{M}\p{N}\s.,;:!?'’"“”()$€£…–—-]/gu, ' ')
    .replace(/[$€£](?!\d)/g, ' ');

/** One space between words, none before a mark, one mark at a time, and a full stop at the end. */
export function asSentence(line: string): string {
  const tidy = line
    .replace(/\(\s*\)|"\s*"|“\s*”/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ (?=[.,;:!?…)])/g, '')
    .replace(/\( /g, '(')
    .replace(/([,;:])[,;:]+/g, '$1')
    .replace(/[,;:]+([.!?…])/g, '$1')
    .replace(/([.!?])[.,;:!?]*\1/g, '$1')
    .replace(/^[\s,;:.!?…)–—-]+/, '')
    .replace(/[\s,;:(–—-]+$/, '');
  if (!/[\p{L}\p{N}]/u.test(tidy)) return '';
  return /[.!?…]["”’')]*$/.test(tidy) ? tidy : `${tidy}.`;
}

/** Without colours, bells, joiners and other characters that are not seen. */
export const visible = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
    .replace(/\u001b(?:\[[0-9;?]{0,30}[A-Za-z]|\][^\u0007\u001b]{0,300}\u0007?)/g, '')
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(/\t/g, '    ')
    .replace(/[^\P{C}\n]/gu, '')
    .replace(/[\u{FE00}-\u{FE0F}\u{20E3}]/gu, '');
