import { createHash } from 'node:crypto';
import {
  ChatExport,
  type ConversationImport,
  type MarkdownImport,
} from '@overmind/contracts/entities/conversation-export';
import { DiscussionExport, exportFormat } from '@overmind/contracts/entities/discussion-export';
import { AppError } from '@overmind/contracts/errors';
import { newId } from '@overmind/db/database';
import { renderChatHead, renderChatMessage } from '@overmind/domain/conversations/chat-markdown';
import {
  firstDifference,
  type ReadRecord,
  readRecord,
  type Unreadable,
} from '@overmind/domain/conversations/record';
import { readTranscript, roleOf, type Transcript } from '@overmind/domain/conversations/transcript';
import { toDiscussion } from '@overmind/domain/conversations/transcript-discussion';
import { renderDiscussion } from '@overmind/domain/discussions/outcome/discussion-markdown';
import { foldGently } from '../discussions/state.ts';

type JsonFile = Exclude<ConversationImport, { format: 'markdown' }>;

interface ReadMarkdown {
  file: JsonFile;
  /** Where a message or an event of it stands; null is the file as such. */
  lineOf(part: number | null): number;
}

/** What a Markdown file holds, as the JSON it could have been. Throws `invalid`, naming the line, for what cannot be read. */
export async function readMarkdown(input: MarkdownImport, now: Date): Promise<ReadMarkdown> {
  const record = orThrow(readRecord(input.content));
  if (record === null) return ofTranscript(orThrow(readTranscript(input.content)), input, now);
  const [first, ...parts] = record.values;
  const lineOf = (part: number | null): number =>
    (part === null ? first : parts[part])?.line ?? parts.at(-1)?.line ?? 1;
  const file = parse(record, lineOf);
  await requireUnedited(record, file);
  return { file, lineOf };
}

function refuse(line: number, detail: string): never {
  const words = `Line ${line}: ${detail}.`;
  throw new AppError('invalid', words, { errors: [{ pointer: '/content', detail: words }] });
}

function orThrow<T extends object | null>(read: T | Unreadable): T {
  if (read !== null && 'ok' in read && read.ok === false) return refuse(read.line, read.detail);
  return read as T;
}

function parse({ kind, values }: ReadRecord, lineOf: ReadMarkdown['lineOf']): JsonFile {
  const [head, ...parts] = values.map(({ value }) => value);
  const whole = (name: string): object => ({ ...(typeof head === 'object' ? head : {}), [name]: parts });
  const parsed =
    kind === 'chat' ? ChatExport.safeParse(whole('messages')) : DiscussionExport.safeParse(whole('events'));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const [list, part, ...field] = issue?.path ?? [];
  const isPart = (list === 'messages' || list === 'events') && typeof part === 'number';
  const where = isPart ? field : (issue?.path ?? []);
  const name = where.length === 0 ? '' : `${where.map(String).join('/')}: `;
  return refuse(
    lineOf(isPart ? part : null),
    `${name}${(issue?.message ?? 'it cannot be read').replace(/\.$/, '')}`,
  );
}

/** What somebody changed in the text would be lost, since the record is what is read. */
async function requireUnedited({ text, text_sha256 }: ReadRecord, file: JsonFile): Promise<void> {
  if (createHash('sha256').update(text).digest('hex') === text_sha256) return;
  const line = firstDifference(text, await textOf(file)) ?? 1;
  refuse(
    line,
    'the text was edited since it was exported, and no longer says what the record at its end does. Import the file as it was exported',
  );
}

async function textOf(file: JsonFile): Promise<string> {
  if ('kind' in file) return renderChatHead(file) + file.messages.map(renderChatMessage).join('');
  const held = await foldGently(file.events.map((event, at) => ({ seq: at + 1, event })));
  return held === null ? '' : renderDiscussion(file.title, held.state);
}

/** A talk that was held elsewhere; when is not known, so it counts from now. */
function ofTranscript(transcript: Transcript, input: MarkdownImport, now: Date): ReadMarkdown {
  const title = transcript.title ?? input.title;
  if (input.as === 'discussion') {
    const { file } = orThrow(toDiscussion(transcript, { title, atMs: now.getTime() }));
    return { file: DiscussionExport.parse(file), lineOf: () => 1 };
  }
  const created_at = now.toISOString();
  const messages = transcript.said.map(({ name, content }) => {
    const role = roleOf(name);
    return {
      ...{ id: newId(), role, sender: role === 'agent' ? name : null, content, created_at },
      content_format: role === 'user' ? 'plain' : 'markdown',
    };
  });
  const head = { kind: 'chat', format: exportFormat, title, mode: 'text', created_at };
  return {
    file: ChatExport.parse({ ...head, messages }),
    lineOf: (part) => transcript.said[part ?? 0]?.line ?? 1,
  };
}
