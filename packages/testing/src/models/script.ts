/** What a scripted model does, told once for all wire formats. */

export interface OfferedTool {
  readonly name: string;
  /** `custom` tools take one free text instead of JSON (OpenAI Responses only). */
  readonly kind: 'function' | 'custom';
  readonly description: string;
  readonly parameters: unknown;
}

export interface CalledTool {
  readonly id: string;
  readonly name: string;
  /** The parsed JSON, or the text itself where it is none. */
  readonly arguments: unknown;
}

export type Message =
  | { readonly role: 'user'; readonly text: string }
  | { readonly role: 'assistant'; readonly text: string; readonly toolCalls: readonly CalledTool[] }
  | { readonly role: 'tool'; readonly callId: string; readonly text: string };

/** One request of a client, read from its wire format. */
export interface Conversation {
  readonly format: FormatName;
  readonly model: string;
  readonly isStreamed: boolean;
  readonly system: string;
  readonly messages: readonly Message[];
  readonly tools: readonly OfferedTool[];
}

export type FormatName = 'chat' | 'openrouter' | 'responses' | 'anthropic' | 'ollama';

export interface ToolCall {
  readonly name: string;
  /** An object is sent as JSON; a string as it is, so that a script can also send broken JSON. */
  readonly arguments: object | string;
}

export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cachedInputTokens?: number;
  /** Sent as `usage.cost`, as OpenRouter does, in its format and in that of chat. */
  readonly costUsd?: number;
}

export interface Reply {
  /** A string is one delta; several deltas may be given lazily, without end, or as a test lets them go. */
  readonly text?: string | Iterable<string> | AsyncIterable<string>;
  readonly toolCalls?: readonly ToolCall[];
  /** Default: 10 tokens in, 5 out. */
  readonly usage?: Usage;
  /** Default: `tool_calls` where there are any, else `stop`. */
  readonly finish?: Finish;
}

export type Finish = 'stop' | 'tool_calls' | 'length' | 'content_filter';

export type Failure =
  | {
      readonly fail: 'status';
      readonly status: number;
      readonly message?: string;
      /** A text is sent as it is, such as an HTTP date. */
      readonly retryAfterSeconds?: number | string;
    }
  /** Sends the first half of the reply (at most a few deltas of an endless one), then breaks the connection. */
  | { readonly fail: 'cut'; readonly reply: Reply }
  /** Sends the first half of the reply and then ends the answer, as if that were all. */
  | { readonly fail: 'ends_early'; readonly reply: Reply }
  /** Says some of the reply and then, in the words of the format, that something went wrong. Streams only. */
  | { readonly fail: 'error_in_stream'; readonly reply: Reply; readonly message: string }
  | { readonly fail: 'redirect'; readonly location: string; readonly status?: number }
  /** Claims so many bytes in its headers, and sends few of them. */
  | { readonly fail: 'claimed_length'; readonly sizeBytes: number }
  | { readonly fail: 'invalid_json' }
  | { readonly fail: 'wrong_content_type' }
  | { readonly fail: 'huge_body'; readonly sizeBytes: number }
  /** A 401 whose message repeats the client's key, as some providers do. */
  | { readonly fail: 'echo_key' };

/** `heldUntil` keeps back the first byte, headers included, until the test lets it go. */
export type Turn = (Reply | Failure) & { readonly heldUntil?: Promise<unknown> };

/**
 * The turns in the order of the model calls (one call too many is answered with 500), or a function of the
 * conversation so far, which also serves several clients and side calls such as titles.
 */
export type ModelScript = readonly Turn[] | ScriptFunction;

export type ScriptFunction = (conversation: Conversation, callIndex: number) => Turn | Promise<Turn>;

/** A text that never ends, for `Reply.text`. */
export function* endlessText(delta = 'and on '): Generator<string> {
  for (;;) yield delta;
}

/** What the tools have answered so far, oldest first. Their number tells a script function how far it is. */
export function toolResults({ messages }: Conversation): string[] {
  return messages.flatMap((message) => (message.role === 'tool' ? [message.text] : []));
}
