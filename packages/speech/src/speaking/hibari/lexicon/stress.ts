import { vowels } from './sounds.ts';

export const primary = 'ˈ';
export const secondary = 'ˌ';

/**
 * How strongly a word is said, from -2 (no stress left) over -1 (primary becomes secondary) and -0.5, 0, 0.5 (as it
 * suits what it has) to 2 (a primary one for certain); null leaves it as it is. The steps are those of misaki.
 */
export type Stress = number | null;

export function applyStress(phonemes: string, stress: Stress): string {
  if (stress === null) return phonemes;
  if (stress < -1) return phonemes.replaceAll(primary, '').replaceAll(secondary, '');
  const hasPrimary = phonemes.includes(primary);
  const hasSecondary = phonemes.includes(secondary);
  if (stress === -1 || (stress <= 0 && hasPrimary))
    return phonemes.replaceAll(secondary, '').replaceAll(primary, secondary);
  if (stress >= 1 && hasSecondary && !hasPrimary) return phonemes.replaceAll(secondary, primary);
  if (stress < 0 || hasPrimary || hasSecondary) return phonemes;
  return markFirstVowel(phonemes, stress > 1 ? primary : secondary);
}

function markFirstVowel(phonemes: string, mark: string): string {
  const at = [...phonemes].findIndex((sound) => vowels.has(sound));
  return at < 0 ? phonemes : `${phonemes.slice(0, at)}${mark}${phonemes.slice(at)}`;
}
