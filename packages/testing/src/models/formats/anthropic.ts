import { z } from 'zod';
import type { Conversation, Message, Reply } from '../script.ts';
import { TextContent } from './content.ts';
import {
  argumentsText,
  defaultUsage,
  finishOf,
  parseArguments,
  pieces,
  type ReplyContext,
  serverEvent,
  textDeltas,
  type WireFormat,
  wholeText,
} from './wire-format.ts';

const Block = z.looseObject({
  type: z.string(),
  text: z.string().optional(),
  id: z.string().optional(),
  name: z.string().optional(),
  input: z.unknown().optional(),
  tool_use_id: z.string().optional(),
  content: TextContent,
});
type Block = z.infer<typeof Block>;

const AnthropicRequest = z.looseObject({
  model: z.string(),
  max_tokens: z.number(),
  stream: z.boolean().optional(),
  system: TextContent,
  messages: z.array(
    z.object({
      // Claude Code also speaks as the system between the others.
      role: z.enum(['user', 'assistant', 'system']),
      content: z
        .union([z.string(), z.array(Block)])
        .transform((content) =>
          typeof content === 'string' ? [Block.parse({ type: 'text', text: content })] : content,
        ),
    }),
  ),
  tools: z
    .array(
      z.looseObject({
        name: z.string(),
        description: z.string().optional(),
        input_schema: z.unknown().optional(),
      }),
    )
    .optional(),
});

const stopReasons = {
  stop: 'end_turn',
  tool_calls: 'tool_use',
  length: 'max_tokens',
  content_filter: 'refusal',
} as const;

/** Anthropic Messages. */
export const anthropic: WireFormat = {
  name: 'anthropic',
  path: '/v1/messages',
  streamType: 'text/event-stream',
  readConversation,
  async wholeReply(reply, context) {
    const text = await wholeText(reply);
    const calls = (reply.toolCalls ?? []).map(({ name, arguments: args }) => ({
      type: 'tool_use',
      id: context.newId('toolu'),
      name,
      input: typeof args === 'string' ? parseArguments(args) : args,
    }));
    const content = [...(text ? [{ type: 'text', text }] : []), ...calls];
    return { ...envelope(reply, context), content, stop_reason: stopReasons[finishOf(reply)] };
  },
  async *streamReply(reply, context) {
    const event = (type: string, data: object = {}) => serverEvent({ type, ...data }, type);
    yield event('message_start', { message: envelope(reply, context) });
    for await (const { type, ...data } of blockEvents(reply, context)) yield event(type, data);
    const delta = { stop_reason: stopReasons[finishOf(reply)], stop_sequence: null };
    yield event('message_delta', { delta, usage: wireUsage(reply) });
    yield event('message_stop');
  },
  error: (status, message) => ({ type: 'error', error: { type: errorType(status), message } }),
  streamError: (message) =>
    serverEvent({ type: 'error', error: { type: 'overloaded_error', message } }, 'error'),
};

async function* blockEvents(reply: Reply, { newId }: ReplyContext) {
  let index = 0;
  if (reply.text !== undefined) {
    yield { type: 'content_block_start', index, content_block: { type: 'text', text: '' } };
    for await (const text of textDeltas(reply))
      yield { type: 'content_block_delta', index, delta: { type: 'text_delta', text } };
    yield { type: 'content_block_stop', index: index++ };
  }
  for (const { name, arguments: args } of reply.toolCalls ?? []) {
    const block = { type: 'tool_use', id: newId('toolu'), name, input: {} };
    yield { type: 'content_block_start', index, content_block: block };
    for (const piece of pieces(argumentsText(args)))
      yield { type: 'content_block_delta', index, delta: { type: 'input_json_delta', partial_json: piece } };
    yield { type: 'content_block_stop', index: index++ };
  }
}

function readConversation(body: unknown): Conversation {
  const { model, stream, system, messages, tools } = AnthropicRequest.parse(body);
  return {
    format: 'anthropic',
    model,
    isStreamed: stream === true,
    system: [system, ...messages.map(({ role, content }) => (role === 'system' ? joinedText(content) : ''))]
      .filter((text) => text !== '')
      .join('\n'),
    messages: messages.flatMap(({ role, content }) => {
      if (role === 'system') return [];
      return role === 'user' ? readUserBlocks(content) : [readAssistantBlocks(content)];
    }),
    tools: (tools ?? []).map(({ name, description = '', input_schema: parameters }) => ({
      name,
      kind: 'function',
      description,
      parameters,
    })),
  };
}

function readUserBlocks(blocks: readonly Block[]): Message[] {
  const results = blocks
    .filter(({ type }) => type === 'tool_result')
    .map((block): Message => ({ role: 'tool', callId: block.tool_use_id ?? '', text: block.content }));
  const text = joinedText(blocks);
  return text === '' ? results : [...results, { role: 'user', text }];
}

function readAssistantBlocks(blocks: readonly Block[]): Message {
  const toolCalls = blocks
    .filter(({ type }) => type === 'tool_use')
    .map(({ id = '', name = '', input }) => ({ id, name, arguments: input }));
  return { role: 'assistant', text: joinedText(blocks), toolCalls };
}

function joinedText(blocks: readonly Block[]): string {
  return blocks.map((block) => (block.type === 'text' ? (block.text ?? '') : '')).join('');
}

function envelope(reply: Reply, { conversation, newId }: ReplyContext) {
  return {
    id: newId('msg'),
    type: 'message',
    role: 'assistant',
    model: conversation.model,
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: wireUsage(reply),
  };
}

function wireUsage({ usage = defaultUsage }: Reply) {
  return {
    input_tokens: usage.inputTokens,
    output_tokens: usage.outputTokens,
    cache_read_input_tokens: usage.cachedInputTokens ?? 0,
    cache_creation_input_tokens: 0,
  };
}

function errorType(status: number): string {
  if (status === 401) return 'authentication_error';
  if (status === 429) return 'rate_limit_error';
  if (status === 529) return 'overloaded_error';
  return status >= 500 ? 'api_error' : 'invalid_request_error';
}
