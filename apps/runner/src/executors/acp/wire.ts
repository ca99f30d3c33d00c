import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import type { AnyMessage, Stream } from '@agentclientprotocol/sdk';
import { codeOf } from '../../log.ts';
import { AgentFailure } from './agent-end.ts';
import { MessageLines } from './message-lines.ts';

export interface WireOptions {
  stdin: Writable;
  stdout: Readable;
  /** The params of each `session/update` in their order; the next message waits until it resolves. */
  onUpdate: (params: unknown, bytes: number) => Promise<void> | void;
  /** Every result that the agent gives, before it is read. */
  onResult: (result: unknown) => void;
  /** A line that is no message. */
  onStray: (line: string) => void;
  onSign: (bytes: number) => void;
}

type Json = Record<string, unknown>;
const mostStray = 50;
const mostUnanswered = 1_000;

/**
 * Both directions of an agent's pipes as a stream of messages. Updates never reach the library behind it, which
 * neither keeps their order nor holds back an agent that sends faster than we write. A few lines that are no message
 * are passed over, because programs print banners and warnings; many, or a flood of questions, end it.
 */
export class Wire {
  readonly stream: Stream;
  readonly #options: WireOptions;
  /** Ours that the agent has not answered. */
  readonly #asked = new Set<unknown>();
  #unanswered = 0;
  #stray = 0;
  #isClosed = false;

  constructor(options: WireOptions) {
    this.#options = options;
    // A write to an agent that has died fails; that it died is seen by its end.
    options.stdin.on('error', () => {});
    this.stream = {
      readable: ReadableStream.from(this.#read()) as ReadableStream<AnyMessage>,
      writable: new WritableStream({ write: (message) => this.#write(message) }),
    };
  }

  /** The first line that was no message; what a program says that is no agent. */
  firstStray: string | null = null;

  /** Nothing more is heard. */
  close(): void {
    this.#isClosed = true;
  }

  async *#read(): AsyncGenerator<object> {
    const lines = new MessageLines();
    try {
      for await (const chunk of this.#options.stdout as AsyncIterable<Buffer>) {
        if (this.#isClosed) return;
        this.#options.onSign(chunk.length);
        for (const line of lines.push(chunk)) {
          const message = this.#parse(line);
          if (message === null) continue;
          if (message['method'] === 'session/update' && !('id' in message)) {
            const wait = this.#options.onUpdate(message['params'], line.length);
            if (wait !== undefined) await wait;
          } else if (this.#isExpected(message)) yield message;
          if (this.#isClosed) return;
        }
      }
    } catch (error) {
      if (codeOf(error) !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
    }
  }

  #parse(line: Buffer): Json | null {
    const text = line.toString('utf8').trim();
    if (text === '') return null;
    try {
      const message: unknown = JSON.parse(text);
      if (isMessage(message)) return message;
    } catch {
      // Told below, as any other line that is no message.
    }
    this.#strayed(text);
    return null;
  }

  /** An answer to nothing we asked is none; a question is counted until it is answered. */
  #isExpected(message: Json): boolean {
    if ('method' in message) {
      if ('id' in message && ++this.#unanswered > mostUnanswered)
        throw new AgentFailure(`broke the protocol: it asked more than ${mostUnanswered} things at once`);
      return true;
    }
    if (!this.#asked.delete(message['id'])) {
      this.#strayed(JSON.stringify(message));
      return false;
    }
    this.#options.onResult(message['result']);
    return true;
  }

  #strayed(text: string): void {
    const line = text.slice(0, 1_000);
    this.firstStray ??= line;
    this.#options.onStray(line);
    if (++this.#stray > mostStray)
      throw new AgentFailure(
        `broke the protocol: it sent lines that are no messages, such as: ${line.slice(0, 200)}`,
      );
  }

  async #write(message: AnyMessage): Promise<void> {
    const { stdin } = this.#options;
    if ('method' in message && 'id' in message) this.#asked.add(message.id);
    else if ('id' in message && message.id !== null) this.#unanswered--;
    if (!stdin.writable || stdin.write(`${JSON.stringify(message)}\n`)) return;
    // An agent that does not read may wait for us to read; so no longer than until the pipe is gone.
    await Promise.race([once(stdin, 'drain'), once(stdin, 'close')]).catch(() => {});
  }
}

/** As JSON-RPC has it; the library behind would answer to anything else, or print a line of its own. */
const isMessage = (value: unknown): value is Json =>
  isJson(value) &&
  value['jsonrpc'] === '2.0' &&
  ['string', 'undefined'].includes(typeof value['method']) &&
  (!('id' in value) || ['string', 'number'].includes(typeof value['id']));

const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
