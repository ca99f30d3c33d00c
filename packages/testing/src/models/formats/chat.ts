import { z } from 'zod';
import type { Conversation, Message, Reply, ToolCall } from '../script.ts';
import { TextContent } from './content.ts';
import {
  argumentsText,
  defaultUsage,
  finishOf,
  parseArguments,
  pieces,
  type ReplyContext,
  seconds,
  serverEvent,
  textDeltas,
  type WireFormat,
  wholeText,
} from './wire-format.ts';

const ChatMessage = z.looseObject({
  role: z.enum(['system', 'developer', 'user', 'assistant', 'tool']),
  content: TextContent,
  tool_call_id: z.string().optional(),
  tool_calls: z
    .array(z.looseObject({ id: z.string(), function: z.object({ name: z.string(), arguments: z.string() }) }))
    .optional(),
});

const ChatRequest = z.looseObject({
  model: z.string(),
  stream: z.boolean().optional(),
  messages: z.array(ChatMessage),
  tools: z
    .array(
      z.looseObject({
        function: z.looseObject({
          name: z.string(),
          description: z.string().optional(),
          parameters: z.unknown().optional(),
        }),
      }),
    )
    .optional(),
});

/** OpenAI Chat Completions, as OpenRouter and most local servers speak it too. */
export const chat: WireFormat = {
  name: 'chat',
  path: '/v1/chat/completions',
  streamType: 'text/event-stream',
  readConversation,
  async wholeReply(reply, context) {
    const toolCalls = reply.toolCalls?.map((call) => wireCall(call, context));
    const message = {
      role: 'assistant',
      content: (await wholeText(reply)) || null,
      ...(toolCalls && { tool_calls: toolCalls }),
    };
    const choices = [{ index: 0, message, finish_reason: finishOf(reply) }];
    return { ...envelope('chat.completion', context), choices, usage: wireUsage(reply) };
  },
  async *streamReply(reply, context) {
    const head = envelope('chat.completion.chunk', context);
    const chunk = (delta: object, finish: string | null = null) =>
      serverEvent({ ...head, choices: [{ index: 0, delta, finish_reason: finish }] });
    yield chunk({ role: 'assistant', content: '' });
    for await (const content of textDeltas(reply)) yield chunk({ content });
    for (const delta of callDeltas(reply, context)) yield chunk(delta);
    yield chunk({}, finishOf(reply));
    yield serverEvent({ ...head, choices: [], usage: wireUsage(reply) });
    yield serverEvent('[DONE]');
  },
  error: (status, message) => ({ error: { message, type: errorType(status), param: null, code: null } }),
  streamError: (message) =>
    serverEvent({ error: { message, type: 'server_error', param: null, code: null } }),
};

/** OpenRouter: the same at its own path, with comments while it waits for others, and errors of its own form. */
export const openRouter: WireFormat = {
  ...chat,
  name: 'openrouter',
  path: '/api/v1/chat/completions',
  readConversation: (body) => ({ ...readConversation(body), format: 'openrouter' }),
  async *streamReply(reply, context) {
    yield ': OPENROUTER PROCESSING\n\n';
    yield* chat.streamReply(reply, context);
  },
  error: (code, message) => ({ error: { code, message }, user_id: 'user_scripted' }),
  streamError: (message) =>
    serverEvent({
      ...{ id: 'gen-failed', object: 'chat.completion.chunk', provider: 'scripted' },
      error: { code: 502, message },
      choices: [{ index: 0, delta: { content: '' }, finish_reason: 'error' }],
    }),
};

function readConversation(body: unknown): Conversation {
  const { model, stream, messages, tools } = ChatRequest.parse(body);
  const isSystem = ({ role }: { role: string }) => role === 'system' || role === 'developer';
  return {
    format: 'chat',
    model,
    isStreamed: stream === true,
    system: messages
      .filter(isSystem)
      .map(({ content }) => content)
      .join('\n'),
    messages: messages.filter((message) => !isSystem(message)).map(readMessage),
    tools: (tools ?? []).map(({ function: { name, description = '', parameters } }) => ({
      name,
      kind: 'function',
      description,
      parameters,
    })),
  };
}

function readMessage(message: z.infer<typeof ChatMessage>): Message {
  if (message.role === 'tool')
    return { role: 'tool', callId: message.tool_call_id ?? '', text: message.content };
  if (message.role !== 'assistant') return { role: 'user', text: message.content };
  const toolCalls = (message.tool_calls ?? []).map(({ id, function: { name, arguments: text } }) => ({
    id,
    name,
    arguments: parseArguments(text),
  }));
  return { role: 'assistant', text: message.content, toolCalls };
}

function envelope(object: string, { conversation, newId }: ReplyContext) {
  return { id: newId('chatcmpl'), object, created: seconds(), model: conversation.model };
}

function wireCall({ name, arguments: args }: ToolCall, { newId }: ReplyContext) {
  return { id: newId('call'), type: 'function', function: { name, arguments: argumentsText(args) } };
}

function* callDeltas({ toolCalls = [] }: Reply, context: ReplyContext) {
  for (const [index, call] of toolCalls.entries()) {
    const { id, type, function: called } = wireCall(call, context);
    yield { tool_calls: [{ index, id, type, function: { name: called.name, arguments: '' } }] };
    for (const piece of pieces(called.arguments))
      yield { tool_calls: [{ index, function: { arguments: piece } }] };
  }
}

function wireUsage({ usage = defaultUsage }: Reply) {
  return {
    prompt_tokens: usage.inputTokens,
    completion_tokens: usage.outputTokens,
    total_tokens: usage.inputTokens + usage.outputTokens,
    prompt_tokens_details: { cached_tokens: usage.cachedInputTokens ?? 0 },
    ...(usage.costUsd !== undefined && { cost: usage.costUsd }),
  };
}

export function errorType(status: number): string {
  if (status === 401) return 'invalid_api_key';
  if (status === 429) return 'rate_limit_exceeded';
  return status >= 500 ? 'server_error' : 'invalid_request_error';
}
