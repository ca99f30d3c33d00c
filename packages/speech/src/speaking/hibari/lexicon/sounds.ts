/** The phonemes of misaki, one character each, as far as rules ask what they are. */
export const vowels: ReadonlySet<string> = new Set('AIOQWYaiuæɑɒɔəɛɜɪʊʌᵻ');
export const consonants: ReadonlySet<string> = new Set('bdfhjklmnpstvwzðŋɡɹɾʃʒʤʧθ');

const long: ReadonlySet<string> = new Set('AIOQWYʤʧ');

/** How much of a syllable's weight a word has: sounds that glide count twice. */
export const weight = (phonemes: string): number =>
  [...phonemes].reduce((sum, sound) => sum + (long.has(sound) ? 2 : 1), 0);
