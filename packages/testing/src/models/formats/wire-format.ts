import type { Conversation, FormatName, Reply, Usage } from '../script.ts';

/** What a provider's protocol looks like on the wire. */
export interface WireFormat {
  readonly name: FormatName;
  readonly path: string;
  readonly streamType: 'text/event-stream' | 'application/x-ndjson';
  /** Throws where the body is not one of this format. */
  readConversation(body: unknown): Conversation;
  wholeReply(reply: Reply, context: ReplyContext): Promise<unknown>;
  /** The chunks of the body, each one event or line. */
  streamReply(reply: Reply, context: ReplyContext): AsyncIterable<string>;
  error(status: number, message: string): unknown;
  /** What says in the middle of a stream that it failed. */
  streamError(message: string): string;
}

export interface ReplyContext {
  readonly conversation: Conversation;
  newId(prefix: string): string;
}

const LONGEST_WHOLE_TEXT = 1024 * 1024;
export const defaultUsage: Usage = { inputTokens: 10, outputTokens: 5 };

export async function* textDeltas({ text }: Reply): AsyncGenerator<string> {
  if (text === undefined) return;
  if (typeof text === 'string') yield text;
  else yield* text;
}

/** The text of a reply that is not streamed. An endless one is cut at a mebibyte. */
export async function wholeText(reply: Reply): Promise<string> {
  let whole = '';
  for await (const delta of textDeltas(reply)) {
    whole += delta;
    if (whole.length >= LONGEST_WHOLE_TEXT) break;
  }
  return whole;
}

export function finishOf(reply: Reply) {
  return reply.finish ?? (reply.toolCalls?.length ? 'tool_calls' : 'stop');
}

export function argumentsText(args: object | string): string {
  return typeof args === 'string' ? args : JSON.stringify(args);
}

export function parseArguments(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Streams give arguments in pieces, so that clients must put them together. */
export function pieces(text: string): string[] {
  const middle = Math.ceil(text.length / 2);
  return [text.slice(0, middle), text.slice(middle)].filter((piece) => piece !== '');
}

export function serverEvent(data: unknown, event?: string): string {
  const name = event === undefined ? '' : `event: ${event}\n`;
  return `${name}data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;
}

export const seconds = () => Math.floor(Date.now() / 1000);
