import { fixedPairs } from '../vocabulary.ts';
import { anywhere } from './phrases.ts';

/** Quotes, code, addresses, paths, file names, numbers with points: one word each to everything that splits or matches. */
const wholes: readonly RegExp[] = [
  /\b(?:e\.g\.|i\.e\.|etc\.|vs\.)/g,
  /`[^`\n]+`/g,
  /"[^"\n]+"/g,
  /(?<![\p{L}\d])'[^'\n]+'(?![\p{L}\d])/gu,
  /\bhttps?:\/\/\S+[\w/]/g,
  /(?<![\w@/])[\w@.~-]*\/[\w@.*/:{}[\]-]*[\w*}\]]/g,
  /\b[\w-]+(?:\.[\w-]+)+\b/g,
];
const pairs = anywhere(fixedPairs);

export interface Protected {
  /** The text with a private-use character in place of each whole. */
  text: string;
  /** Puts the wholes back into any part of the text. */
  restore: (part: string) => string;
}

const firstMark = 0xe000;
const lastMark = 0xf8ff;

/** Expects a text without private-use characters, as `tidy` gives it. */
export function protect(text: string): Protected {
  const kept: string[] = [];
  const hide = (whole: string): string => {
    if (firstMark + kept.length > lastMark) return whole;
    kept.push(whole);
    return String.fromCharCode(firstMark + kept.length - 1);
  };
  const hidden = [...wholes, pairs].reduce((rest, pattern) => rest.replace(pattern, hide), text);
  const restore = (part: string): string => {
    let restored = part;
    while (/[\uE000-\uF8FF]/.test(restored)) {
      restored = restored.replace(/[\uE000-\uF8FF]/g, (mark) => kept[mark.charCodeAt(0) - firstMark] ?? '');
    }
    return restored;
  };
  return { text: hidden, restore };
}
