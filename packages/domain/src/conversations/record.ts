import { maxChatMessages } from '@overmind/contracts/entities/conversation-export';
import { z } from 'zod';

/*
 * A conversation in Markdown is a text for people and, behind it in a comment that no reader shows, the record that the
 * text was written from: JSON, a value a line, so that either can be written without holding all of it. What comes in
 * is read from the record alone. The hash in its first line tells of a text that was edited since: what was changed in
 * it would otherwise be lost without a word.
 */

const opening = '<!-- overmind:record ';
const closing = '-->';
/** What a record says of its conversation, and each message or event of it. */
const mostValues = maxChatMessages + 1;

const RecordHead = z.strictObject({
  kind: z.enum(['chat', 'discussion']),
  text_sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
type RecordHead = z.infer<typeof RecordHead>;

/** Nothing in it ends the comment. */
export const recordLine = (value: unknown): string =>
  `${JSON.stringify(value).replace(/[<>]/g, (mark) => (mark === '<' ? '\\u003c' : '\\u003e'))}\n`;

export const recordStart = (head: RecordHead): string => `\n${opening}${recordLine(head)}`;
export const recordEnd = `${closing}\n`;

/** Words for people about a place in a file; lines count from 1. */
export interface Unreadable {
  ok: false;
  line: number;
  detail: string;
}

export interface ReadRecord extends RecordHead {
  ok: true;
  /** The text before the record, as it was hashed. */
  text: string;
  values: { line: number; value: unknown }[];
}

const refuse = (line: number, detail: string): Unreadable => ({ ok: false, line, detail });

/** Lines as they were written, whatever an editor or a version control made of their ends. */
export const linesOf = (markdown: string): string[] => markdown.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);

/** The record at the end of a file; null where there is none. */
export function readRecord(markdown: string): ReadRecord | Unreadable | null {
  const lines = linesOf(markdown);
  const at = lines.findIndex((line) => line.startsWith(opening));
  if (at === -1) return null;
  const head = RecordHead.safeParse(parse(lines[at]?.slice(opening.length) ?? ''));
  if (!head.success)
    return refuse(at + 1, 'the record of this file begins with something else than it should');
  const end = lines.findIndex((line, index) => index > at && line.trim() === closing);
  if (end === -1) return refuse(lines.length, 'the record of this file is cut off');
  const behind = lines.findIndex((line, index) => index > end && line.trim() !== '');
  if (behind !== -1) return refuse(behind + 1, 'something stands behind the record of this file');
  const values: ReadRecord['values'] = [];
  for (let index = at + 1; index < end; index += 1) {
    if (values.length === mostValues)
      return refuse(index + 1, `a file brings at most ${maxChatMessages} messages`);
    const value = parse(lines[index] ?? '');
    if (value === undefined) return refuse(index + 1, 'this part of the record is no JSON');
    values.push({ line: index + 1, value });
  }
  return { ok: true, ...head.data, text: `${lines.slice(0, at).join('\n').trimEnd()}\n`, values };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The first line, from 1, in which two texts differ; null where they are the same. */
export function firstDifference(one: string, other: string): number | null {
  if (one === other) return null;
  const [lines, others] = [linesOf(one), linesOf(other)];
  const at = lines.findIndex((line, index) => line !== others[index]);
  return (at === -1 ? lines.length : at) + 1;
}
