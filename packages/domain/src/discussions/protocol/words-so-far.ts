/** What of a message people read while it is written; the rest of it are names and numbers. */
const read = new Set([
  'title',
  'content',
  'reason',
  'changes',
  'questions',
  'reasons',
  'risks',
  'next_actions',
]);

const escapes: Record<string, string> = { n: '\n', t: '\t', r: '', b: '', f: '' };

interface Text {
  text: string;
  /** The place after it. */
  end: number;
}

/** The text of a JSON string that begins at a quote, or as much of it as is there. */
function textAt(json: string, quote: number): Text {
  let text = '';
  for (let at = quote + 1; at < json.length; at += 1) {
    const sign = json.charAt(at);
    if (sign === '"') return { text, end: at + 1 };
    if (sign !== '\\') {
      text += sign;
      continue;
    }
    const escaped = json.charAt(at + 1);
    const length = escaped === 'u' ? 6 : 2;
    if (at + length > json.length) break;
    text +=
      escaped === 'u'
        ? String.fromCharCode(Number.parseInt(json.slice(at + 2, at + 6), 16) || 0xfffd)
        : (escapes[escaped] ?? escaped);
    at += length - 1;
  }
  return { text, end: json.length };
}

/**
 * The words of a reply that is not whole yet, for people who watch it being written: each text on lines of its own.
 * Total, and linear in what is there.
 */
export function wordsSoFar(reply: string): string {
  const found: string[] = [];
  let key = '';
  // A text is a value behind a colon or in a list, else a name.
  let [isValue, isListed] = [false, false];
  for (let at = reply.indexOf('{'); at !== -1 && at < reply.length; ) {
    const sign = reply.charAt(at);
    if (sign !== '"') {
      if (sign === ':') isValue = true;
      if (sign === '[') isListed = isValue;
      if (sign === ']' || sign === '{') isListed = false;
      if (sign === ',' || sign === '{') isValue = isListed;
      at += 1;
      continue;
    }
    const { text, end } = textAt(reply, at);
    if (!isValue) key = text;
    else if (read.has(key) && text !== '') found.push(text);
    at = end;
  }
  return found.join('\n').toWellFormed();
}
