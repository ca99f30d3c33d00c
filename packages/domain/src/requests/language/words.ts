const stopWords: ReadonlySet<string> = new Set(
  `a an the all any some our my your its this that these those please of for to in on at with by from and or is are be
  again now just also so it them me us we you i`.split(/\s+/),
);

/** The words that carry meaning, in order, each cut to its stem: "Fix the login buttons" is [fix, login, button]. */
export function contentWords(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\d]+(?:[./_-][\p{L}\d]+)*/gu) ?? [];
  return words.filter((word) => !stopWords.has(word)).map(stem);
}

function stem(word: string): string {
  if (/[\d./_]/.test(word) || word.length < 4) return word;
  return word.replace(/ies$/, 'y').replace(/(?:(ss|us|is)|(x|ch|sh|ss)es|s)$/, '$1$2');
}
