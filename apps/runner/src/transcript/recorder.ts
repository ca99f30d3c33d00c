import type { TranscriptEntry, TranscriptStep } from '@overmind/contracts/entities/transcript';
import { redactText, type SecretAutomaton } from '../output/redactor.ts';
import { cleaned } from './cleaned.ts';
import { fitted } from './fitted.ts';
import { LineFeed } from './line-feed.ts';
import { shortened, storable } from './storable.ts';
import { StreamedText } from './streamed-text.ts';

/** An entry that is still to be made when it is written, so that of many changes in a short time only one costs. */
export type Draft = () => TranscriptEntry;

export type Role = 'agent' | 'thought';

export interface RecorderOptions {
  secrets: SecretAutomaton;
  /** Gives the bytes that the step takes. */
  write: (step: TranscriptStep) => number;
  /** A line for the run's log, free of secrets. */
  tell: (line: string) => void;
  onBytes: (bytes: number) => void;
  /** Before every id, where several sessions write into one transcript. */
  prefix?: string;
}

const windowMs = 60;
const mostPendingBytes = 64 * 1024;
const mostMessageChars = 90_000;
const mostLastWords = 4_000;

interface Message {
  id: string;
  role: Role;
  key: string | null;
  text: StreamedText;
  feed: LineFeed;
  /** What is written of it. */
  chars: number;
}

/**
 * Writes an agent's session down as transcript steps. What arrives within a short time is written together: pieces
 * of one message become one step, changes of one entry the last of them. Entries keep the order in which they began.
 */
export class Recorder implements Disposable {
  readonly #options: RecorderOptions;
  readonly #drafts = new Map<string, Draft | string>();
  #pendingBytes = 0;
  #timer: NodeJS.Timeout | null = null;
  #message: Message | null = null;
  #count = 0;
  #lastWords = '';

  constructor(options: RecorderOptions) {
    this.#options = options;
  }

  /** The last message of the agent, of a long one the end. */
  get lastWords(): string {
    return this.#lastWords.trim();
  }

  nextId(prefix: string): string {
    return `${this.#options.prefix ?? ''}${prefix}${++this.#count}`;
  }

  /** A string on its own, free of secrets. */
  clean(text: string): string {
    return storable(redactText(this.#options.secrets, text));
  }

  /** A line for the log. */
  tell(line: string): void {
    this.#options.tell(shortened(this.clean(line).replace(/\s*\n\s*/g, ' '), 2_000));
  }

  /** A piece of a message; `key` tells messages of one role apart, where the agent does. */
  say(role: Role, piece: string, key: string | null = null): void {
    if (piece === '') return;
    const open = this.#message;
    const isSame =
      open !== null && open.role === role && (key === null || open.key === null || open.key === key);
    const message = isSame ? open : this.#begin(role, key);
    this.#add(message, message.text.write(piece));
  }

  /** Something else was said in between. Of an agent that gives its messages no keys, that is where one ends. */
  interrupt(): void {
    if (this.#message?.key === null) this.#endMessage();
  }

  /** Adds or replaces an entry; `bytes` is about what the draft holds in memory. */
  put(id: string, draft: Draft, bytes = 1_024): void {
    this.#endMessage();
    this.#drafts.set(id, draft);
    this.#grow(bytes);
  }

  notice(level: 'info' | 'warning' | 'error', text: string): void {
    const id = this.nextId('notice-');
    const at = new Date().toISOString();
    this.put(id, () => ({ kind: 'notice', id, at, level, text: shortened(text, 20_000) }));
    this.tell(`${level === 'info' ? '' : `${level}: `}${text}`);
  }

  /** Everything known so far is written. */
  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#pendingBytes = 0;
    const drafts = [...this.#drafts];
    this.#drafts.clear();
    for (const [id, draft] of drafts) this.#write(id, draft);
  }

  [Symbol.dispose](): void {
    this.#endMessage();
    this.flush();
  }

  #begin(role: Role, key: string | null): Message {
    this.#endMessage();
    const tell = role === 'agent' ? this.#options.tell : () => {};
    if (role === 'agent') this.#lastWords = '';
    const id = this.nextId('message-');
    const text = new StreamedText(this.#options.secrets);
    this.#message = { id, role, key, text, feed: new LineFeed(tell), chars: 0 };
    this.#open(this.#message);
    return this.#message;
  }

  #open({ id, role }: Message): void {
    const at = new Date().toISOString();
    this.#drafts.set(id, () => ({ kind: 'message', id, at, role, author: null, text: '' }));
    this.#grow(64);
  }

  #add(message: Message, text: string): void {
    if (text === '') return;
    message.feed.write(text);
    if (message.role === 'agent') this.#lastWords = (this.#lastWords + text).slice(-mostLastWords);
    for (let at = 0; at < text.length; at += mostMessageChars) {
      const part = text.slice(at, at + mostMessageChars);
      if (message.chars + part.length > mostMessageChars) {
        // A message has a bound and its text none, so it goes on in another one.
        Object.assign(message, { id: this.nextId('message-'), chars: 0 });
        this.#open(message);
      }
      message.chars += part.length;
      const key = `${message.id} text`;
      const known = this.#drafts.get(key);
      this.#drafts.set(key, typeof known === 'string' ? known + part : part);
    }
    this.#grow(text.length);
  }

  #endMessage(): void {
    const message = this.#message;
    if (message === null) return;
    this.#add(message, message.text.end());
    message.feed.end();
    this.#message = null;
  }

  #grow(bytes: number): void {
    this.#pendingBytes += bytes;
    if (this.#pendingBytes >= mostPendingBytes) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), windowMs).unref();
  }

  #write(id: string, draft: Draft | string): void {
    const { write, onBytes } = this.#options;
    const step: TranscriptStep =
      typeof draft === 'string'
        ? { op: 'append', id: id.slice(0, -' text'.length), text: draft }
        : { op: 'put', entry: fitted(cleaned(draft(), (text) => this.clean(text))) };
    onBytes(write(step));
  }
}
