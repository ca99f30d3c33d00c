const shortestChars = 24;
const longestChars = 400;

/** A text in the parts that are spoken at once: sentences, short ones with the next, very long ones cut after a word. */
export function sentencesOf(text: string): string[] {
  const parts: string[] = [];
  for (const sentence of text.split(/(?<=[.!?…]["”’')]{0,3})\s+|\n+/).flatMap(cut)) {
    const last = parts.at(-1);
    if (last !== undefined && last.length < shortestChars) parts[parts.length - 1] = `${last} ${sentence}`;
    else parts.push(sentence);
  }
  return parts;
}

function cut(sentence: string): string[] {
  const rest = sentence.trim();
  if (rest === '') return [];
  if (rest.length <= longestChars) return [rest];
  const space = rest.lastIndexOf(' ', longestChars);
  const at = space > 0 ? space : longestChars;
  return [rest.slice(0, at), ...cut(rest.slice(at))];
}
