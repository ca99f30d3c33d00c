import type { Asked, WordList } from './word-list.ts';

/** Sounds after which an American t between vowels is a tap. */
const tapping: ReadonlySet<string> = new Set('AIOWYiuæɑəɛɪɹʊʌ');

const isAfterVowel = (stem: string): boolean => tapping.has(stem.at(-2) ?? '');

/** "run" to "runs", in sounds. */
export function withS(stem: string): string {
  if (/[ptkfθ]$/.test(stem)) return `${stem}s`;
  return /[szʃʒʧʤ]$/.test(stem) ? `${stem}ᵻz` : stem && `${stem}z`;
}

/** "test" to "tested". */
export function withEd(stem: string): string {
  if (/[pkfθʃsʧ]$/.test(stem)) return `${stem}t`;
  if (stem.endsWith('d')) return `${stem}ᵻd`;
  if (!stem.endsWith('t')) return stem && `${stem}d`;
  if (stem.length < 2) return `${stem}ɪd`;
  return isAfterVowel(stem) ? `${stem.slice(0, -1)}ɾᵻd` : `${stem}ᵻd`;
}

/** "write" to "writing". */
export function withIng(stem: string): string {
  if (stem.length > 1 && stem.endsWith('t') && isAfterVowel(stem)) return `${stem.slice(0, -1)}ɾɪŋ`;
  return stem && `${stem}ɪŋ`;
}

type StemOf = (word: string, isKnown: (stem: string) => boolean) => string | null;

const stemOfS: StemOf = (word, isKnown) => {
  if (word.length < 3 || !word.endsWith('s')) return null;
  const candidates = [
    word.endsWith('ss') ? null : word.slice(0, -1),
    word.endsWith("'s") || (word.length > 4 && /(?<!i)es$/.test(word)) ? word.slice(0, -2) : null,
    word.length > 4 && word.endsWith('ies') ? `${word.slice(0, -3)}y` : null,
  ];
  return candidates.find((stem) => stem !== null && isKnown(stem)) ?? null;
};

const stemOfEd: StemOf = (word, isKnown) => {
  if (word.length < 4 || !word.endsWith('d')) return null;
  const candidates = [
    word.endsWith('dd') ? null : word.slice(0, -1),
    word.length > 4 && /(?<!e)ed$/.test(word) ? word.slice(0, -2) : null,
  ];
  return candidates.find((stem) => stem !== null && isKnown(stem)) ?? null;
};

const stemOfIng: StemOf = (word, isKnown) => {
  if (word.length < 5 || !word.endsWith('ing')) return null;
  const isDoubled = /([bcdgklmnprstvxz])\1ing$|cking$/.test(word);
  const candidates = [
    word.length > 5 ? word.slice(0, -3) : null,
    `${word.slice(0, -3)}e`,
    word.length > 5 && isDoubled ? word.slice(0, -4) : null,
  ];
  return candidates.find((stem) => stem !== null && isKnown(stem)) ?? null;
};

const endings = [
  { stemOf: stemOfS, join: withS },
  { stemOf: stemOfEd, join: withEd },
  { stemOf: stemOfIng, join: withIng, stress: 0.5 },
] as const;

/** A word that is not in the list, by one that is: "refactored" by "refactor"; null where there is none. */
export function readInflected(list: WordList, word: string, asked: Asked): string | null {
  for (const ending of endings) {
    const stem = ending.stemOf(word, (candidate) => list.isKnown(candidate));
    const stress = asked.stress ?? ('stress' in ending ? ending.stress : null);
    const sounds = stem === null ? null : list.lookUp(stem, { ...asked, stress });
    if (sounds) return ending.join(sounds);
  }
  return null;
}
