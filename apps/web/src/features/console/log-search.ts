import type { LogLine } from '@overmind/contracts/entities/run';
import { plainText } from './clean-line.ts';

/** Numbers of the lines that hold the text, case aside. */
export function findMatches(lines: Iterable<LogLine>, text: string): number[] {
  const wanted = text.toLowerCase();
  const found: number[] = [];
  if (wanted === '') return found;
  for (const line of lines) {
    const haystack = line.message.includes('\u001b') ? plainText(line.message) : line.message;
    if (haystack.toLowerCase().includes(wanted)) found.push(line.seq);
  }
  return found;
}

export const mergeSorted = (a: readonly number[], b: readonly number[]): number[] =>
  [...new Set([...a, ...b])].sort((x, y) => x - y);

/** The match to go to from a line, in a direction, round the end. */
export function nextMatch(matches: readonly number[], from: number, direction: 1 | -1): number | undefined {
  if (direction === 1) return matches.find((seq) => seq > from) ?? matches[0];
  return matches.findLast((seq) => seq < from) ?? matches.at(-1);
}

const errorWords = /\b(error|errors|failed|failure|fatal|panic|exception|traceback|assertionerror)\b|✗|✖/i;
const noError = /\b(0|no) (errors?|failed|failures?)\b|\bfailed:? 0\b/i;

/** The next line that looks like a fault: what a program calls one, else what it wrote to stderr. */
export function findError(lines: Iterable<LogLine>, from: number): number | undefined {
  const named: number[] = [];
  const onStderr: number[] = [];
  for (const line of lines) {
    const text = plainText(line.message);
    if (errorWords.test(text) && !noError.test(text)) named.push(line.seq);
    else if (line.stream === 'stderr') onStderr.push(line.seq);
  }
  return nextMatch(named.length > 0 ? named : onStderr, from, 1);
}

/** A text cut at each occurrence of a needle, case aside: odd items are the hits. */
export function splitByMatch(text: string, needle: string): string[] {
  if (needle === '') return [text];
  const parts: string[] = [];
  const [lower, wanted] = [text.toLowerCase(), needle.toLowerCase()];
  let from = 0;
  for (let at = lower.indexOf(wanted); at !== -1; at = lower.indexOf(wanted, from)) {
    parts.push(text.slice(from, at), text.slice(at, at + wanted.length));
    from = at + wanted.length;
  }
  return [...parts, text.slice(from)];
}
