/** The words of `normalize.json`. */
export interface WordTables {
  /** "jan" is "January". */
  months: Readonly<Record<string, string>>;
  /** "approx." is "approximately". */
  abbreviations: Readonly<Record<string, string>>;
  /** Before a name only: "St Paul". */
  titles: Readonly<Record<string, string>>;
  /** One and several: "km" is "kilometer", "kilometers". */
  units: Readonly<Record<string, readonly [string, string]>>;
  symbols: Readonly<Record<string, string>>;
  currency: Readonly<Record<string, readonly [string, string]>>;
  /** "Chapter IV" is "Chapter 4". */
  roman_cardinal: readonly string[];
  /** "Henry VIII" is "Henry the eighth". */
  roman_ordinal: readonly string[];
}

/** Writes out one kind of thing wherever it stands in a text. */
export type Rule = (text: string) => string;

type Groups = Readonly<Record<string, string | undefined>>;

export interface Match {
  all: string;
  groups: Groups;
  /** The two characters that come right after. */
  rest: string;
}

/** A rule that replaces what a pattern with named groups matches; what it cannot make sense of (null) stays. */
export function rule(pattern: string, replace: (match: Match) => string | null): Rule {
  const expression = new RegExp(pattern, 'gu');
  return (text) => {
    let written = '';
    let end = 0;
    for (const match of text.matchAll(expression)) {
      const after = match.index + match[0].length;
      const said = replace({ all: match[0], groups: match.groups ?? {}, rest: text.slice(after, after + 2) });
      written += text.slice(end, match.index) + (said ?? match[0]);
      end = after;
    }
    return written + text.slice(end);
  };
}

/** Not within a word or a number. */
export const alone = '(?<![\\p{L}\\p{N}_.])';
export const wordStart = '(?<![\\p{L}\\p{N}_])';
export const wordEnd = '(?![\\p{L}\\p{N}_])';
export const amount = '[0-9]+(?:,[0-9]{3})*(?:\\.[0-9]+)?';

/** The form for one or for several. */
export const countForm = (count: string, [one, several]: readonly [string, string]): string =>
  /^(?:1|1\.0|-1)$/.test(count.replaceAll(',', '')) ? one : several;
