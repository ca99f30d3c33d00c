import type { Lexicon } from '../lexicon/lexicon.ts';

/** Reads a word by its letters; null where it has none that are known. */
export type Guess = (word: string) => Promise<string | null>;

const piece = /[\p{L}\p{Nl}\p{No}]+(?:['’][\p{L}\p{Nl}\p{No}]+)*|[0-9]+(?:[,.][0-9]+)*|[^\p{L}\p{N}_\s]+/gu;

const signSounds: Readonly<Record<string, string>> = {
  '/': 'slˈæʃ',
  '=': 'ˈikwᵊlz',
  '+': 'plˈʌs',
  '&': 'ænd',
  '@': 'æt',
  '%': 'pəɹsˈɛnt',
  '#': 'hˈæʃ',
  '*': 'ˈæstəɹˌɪsk',
  '~': 'tˈɪldə',
  '^': 'kˈɛɹət',
  '<': 'lˈɛs ðən',
  '>': 'ɡɹˈATəɹ ðən',
  '—': '—',
};

/** What the lexicon does not know: letters by the network, digits and signs by rule. */
export function unknownReader(lexicon: Lexicon, guess: Guess): (text: string) => Promise<string> {
  const read = async (text: string): Promise<string | null> => {
    if (/^[0-9]/.test(text)) return lexicon.readDigits(text);
    if (/^\p{L}/u.test(text)) return guess(text);
    return [...text].map((sign) => (Object.hasOwn(signSounds, sign) ? signSounds[sign] : '')).join('');
  };
  return async (text) => {
    const sounds: string[] = [];
    for (const part of text.match(piece) ?? []) {
      const sound = await read(part);
      if (sound) sounds.push(sound);
    }
    return sounds.join(' ');
  };
}
