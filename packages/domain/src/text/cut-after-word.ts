/** The beginning of a text, `most` characters at the most; what is left out is left out from a word on, and shown by "…". */
export function cutAfterWord(text: string, most: number): string {
  if (text.length <= most) return text;
  const space = text.slice(0, most).search(/\s\S*$/);
  // Some languages have no spaces, and some words no end.
  const kept = text.slice(0, space > most / 2 ? space : most - 1);
  return `${kept.replace(/[\uD800-\uDBFF]$/, '').replace(/[\s,;:(–—-]+$/, '')}…`;
}
