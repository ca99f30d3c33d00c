import { capital } from './criteria.ts';
import { leading } from './language/phrases.ts';
import { readVerb } from './language/verbs.ts';
import { problemWords, wishes } from './vocabulary.ts';

const maxTitleLength = 80;
const wish = leading(wishes);
const bare = /^(?:\S+\s+){0,3}\S+$/;
const pronounSubject = /^(?:i|we|you|it|this|that|they|he|she|there)\b/i;

export interface Command {
  /** In the imperative. */
  text: string;
  /** How sure it is that this asks for work, 0 to 1. */
  confidence: number;
}

/** A part as a command: "fixing it" as "fix it", "we need a footer" as "add a footer"; null when it asks for nothing. */
export function readCommand(part: string): Command | null {
  const text = part.replace(/[\s.!?,;:]+$/, '');
  const wished = text.replace(wish, '');
  if (wished !== text && wished !== '') return readWish(wished);
  const opening = readVerb(text);
  if (opening !== null) return { text: `${opening.verb} ${opening.rest}`.trim(), confidence: 0.9 };
  if (problemWords.test(text)) return { text: `fix: ${small(text)}`, confidence: 0.75 };
  if (pronounSubject.test(text)) return null;
  const isLong = text.split(/\s+/).length > 2;
  return isLong &&
    /^\p{Ll}[\p{L}-]*\s+(?:the|a|an|all|every|our|my|your|this|that|these|those|it)\b/iu.test(text)
    ? { text, confidence: 0.6 }
    : null;
}

function small(text: string): string {
  return text.replace(/^(?:The|A|An|My|Our|Your|This|These|Those|Some|When|All)\b/, (word) =>
    word.toLowerCase(),
  );
}

function readWish(wished: string): Command {
  const verb = wished.replace(/^to\s+/i, '');
  if (verb !== wished || readVerb(wished) !== null) return { text: verb, confidence: 0.85 };
  return { text: `add ${wished}`, confidence: 0.8 };
}

/** Whether a part may be the name of something wanted, with no verb: "dark mode". */
export function isFragment(part: string): boolean {
  return bare.test(part) && !pronounSubject.test(part);
}

/** One line of at most 80 characters, with a capital first, cut between words. */
export function writeTitle(command: string): string {
  const line = capital(
    command
      .replace(/\s+/g, ' ')
      .replace(/[\s.!?,;:]+$/, '')
      .trim(),
  );
  if (line.length <= maxTitleLength) return line;
  const cut = line.slice(0, maxTitleLength - 1).replace(/[\uD800-\uDBFF]$/, '');
  const lastSpace = cut.lastIndexOf(' ');
  return `${(lastSpace > maxTitleLength / 2 ? cut.slice(0, lastSpace) : cut).replace(/[\s,;:.-]+$/, '')}…`;
}
