import { z } from 'zod';
import type { Conversation, Message, Reply } from '../script.ts';
import {
  defaultUsage,
  finishOf,
  parseArguments,
  type ReplyContext,
  textDeltas,
  type WireFormat,
  wholeText,
} from './wire-format.ts';

const OllamaMessage = z.looseObject({
  role: z.enum(['system', 'user', 'assistant', 'tool']),
  content: z.string().default(''),
  tool_name: z.string().optional(),
  tool_calls: z
    .array(
      z.looseObject({ function: z.looseObject({ name: z.string(), arguments: z.unknown().optional() }) }),
    )
    .optional(),
});

const OllamaRequest = z.looseObject({
  model: z.string(),
  // Ollama streams unless told not to.
  stream: z.boolean().default(true),
  messages: z.array(OllamaMessage),
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
    .nullish(),
});

/** Ollama's own chat protocol. It has no ids for tool calls: a result names its tool, and comes with `callId` ''. */
export const ollama: WireFormat = {
  name: 'ollama',
  path: '/api/chat',
  streamType: 'application/x-ndjson',
  readConversation,
  async wholeReply(reply, context) {
    return line(context, { content: await wholeText(reply), ...wireCalls(reply) }, ending(reply));
  },
  async *streamReply(reply, context) {
    const write = (message: object, end?: object) => `${JSON.stringify(line(context, message, end))}\n`;
    for await (const content of textDeltas(reply)) yield write({ content });
    if (reply.toolCalls?.length) yield write({ content: '', ...wireCalls(reply) });
    yield write({ content: '' }, ending(reply));
  },
  error: (_status, message) => ({ error: message }),
  streamError: (message) => `${JSON.stringify({ error: message })}\n`,
};

function readConversation(body: unknown): Conversation {
  const { model, stream, messages, tools } = OllamaRequest.parse(body);
  return {
    format: 'ollama',
    model,
    isStreamed: stream,
    system: messages
      .filter(({ role }) => role === 'system')
      .map(({ content }) => content)
      .join('\n'),
    messages: messages.filter(({ role }) => role !== 'system').map(readMessage),
    tools: (tools ?? []).map(({ function: { name, description = '', parameters } }) => ({
      name,
      kind: 'function',
      description,
      parameters,
    })),
  };
}

function readMessage({ role, content, tool_calls: calls }: z.infer<typeof OllamaMessage>): Message {
  if (role === 'tool') return { role, callId: '', text: content };
  if (role !== 'assistant') return { role: 'user', text: content };
  const toolCalls = (calls ?? []).map(({ function: { name, arguments: args } }) => ({
    id: '',
    name,
    arguments: args,
  }));
  return { role, text: content, toolCalls };
}

function wireCalls({ toolCalls }: Reply) {
  return (
    toolCalls && {
      tool_calls: toolCalls.map(({ name, arguments: args }) => ({
        function: { name, arguments: typeof args === 'string' ? parseArguments(args) : args },
      })),
    }
  );
}

function line({ conversation }: ReplyContext, message: object, end: object = { done: false }) {
  return {
    model: conversation.model,
    created_at: new Date().toISOString(),
    message: { role: 'assistant', ...message },
    ...end,
  };
}

function ending(reply: Reply) {
  const { inputTokens, outputTokens } = reply.usage ?? defaultUsage;
  const durationNs = 1_000_000;
  return {
    done: true,
    done_reason: finishOf(reply) === 'length' ? 'length' : 'stop',
    total_duration: durationNs,
    load_duration: 0,
    prompt_eval_count: inputTokens,
    prompt_eval_duration: durationNs,
    eval_count: outputTokens,
    eval_duration: durationNs,
  };
}
