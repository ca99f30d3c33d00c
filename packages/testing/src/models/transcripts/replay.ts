import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Conversation, Reply, Turn } from '../script.ts';
import type { Answer, AskedOf, Exchange, Transcript, When } from './transcript.ts';

export interface ReplayOptions {
  /** Between two pieces of a text, so that people can watch. Default: 0. */
  paceMs?: number;
}

/** What a request says, in the form in which transcripts keep it. */
export const askedBy = ({ system, messages, tools }: Conversation): AskedOf => ({
  system,
  messages: messages.map((message) => {
    const { role, text } = message;
    if (role !== 'assistant') return { role, text };
    return {
      role,
      text,
      tool_calls: message.toolCalls.map(({ name, arguments: args }) => ({ name, arguments: args })),
    };
  }),
  tools: tools.map(({ name }) => name),
});

/**
 * Answers each request as the transcripts do: as the same one was answered, the first time as at first and so on, its
 * last answer from then on; else by the first `when` that holds. What is in none of them is refused with 422.
 */
export function replay(
  transcripts: readonly Transcript[],
  { paceMs = 0 }: ReplayOptions = {},
): (conversation: Conversation) => Turn {
  const exchanges = transcripts.flatMap((transcript) => transcript.exchanges);
  const given = new Set<Exchange>();
  return (conversation) => {
    const asked = askedBy(conversation);
    const same = exchanges.filter((each) => 'request' in each && isDeepStrictEqual(each.request, asked));
    // One that was not given yet, in the order of the recording.
    const found =
      same.find((each) => !given.has(each)) ??
      same.at(-1) ??
      exchanges.find((each) => 'when' in each && holds(each.when, asked));
    if (found === undefined) return unknown;
    given.add(found);
    return turnOf(found.answer, paceMs);
  };
}

const unknown: Turn = {
  fail: 'status',
  status: 422,
  message:
    'This is no model: it answers from transcripts, and none of them has an answer to this request. Set up a provider of models to have it answered.',
};

function holds(when: When, { system, messages }: AskedOf): boolean {
  const said = messages
    .map(({ text }) => text)
    .join('\n')
    .toLowerCase();
  const rules = system.toLowerCase();
  const results = messages.filter(({ role }) => role === 'tool').length;
  return (
    when.system.every((words) => rules.includes(words.toLowerCase())) &&
    when.said.every((words) => said.includes(words.toLowerCase())) &&
    !when.not_said.some((words) => said.includes(words.toLowerCase())) &&
    (when.tool_results === undefined || when.tool_results === results)
  );
}

function turnOf(answer: Answer, paceMs: number): Turn {
  if ('status' in answer) {
    const { status, message, retry_after: retryAfterSeconds } = answer;
    return {
      fail: 'status',
      status,
      message,
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    };
  }
  const { text, tool_calls: toolCalls, usage, finish } = answer;
  const pieces = typeof text === 'string' ? piecesOf(text) : text;
  const reply: Reply = {
    ...(pieces.length === 0 ? {} : { text: paceMs === 0 ? pieces : paced(pieces, paceMs) }),
    ...(toolCalls.length === 0 ? {} : { toolCalls }),
    ...(finish === undefined ? {} : { finish }),
  };
  if (usage === undefined) return reply;
  return { ...reply, usage: { inputTokens: usage.input_tokens, outputTokens: usage.output_tokens } };
}

/** Words, as models stream them. */
const piecesOf = (text: string): string[] => text.match(/\s*\S+\s*$|\s*\S+/g) ?? [];

async function* paced(pieces: readonly string[], paceMs: number): AsyncGenerator<string> {
  for (const piece of pieces) {
    await pause(paceMs);
    yield piece;
  }
}
