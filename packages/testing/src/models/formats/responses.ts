import type { Reply, ToolCall } from '../script.ts';
import { errorType } from './chat.ts';
import { readResponsesConversation } from './responses-request.ts';
import {
  argumentsText,
  defaultUsage,
  finishOf,
  pieces,
  type ReplyContext,
  seconds,
  serverEvent,
  textDeltas,
  type WireFormat,
  wholeText,
} from './wire-format.ts';

/** OpenAI Responses. A tool that was offered as `custom` is called with its text, the others with JSON. */
export const responses: WireFormat = {
  name: 'responses',
  path: '/v1/responses',
  streamType: 'text/event-stream',
  readConversation: readResponsesConversation,
  async wholeReply(reply, context) {
    const text = await wholeText(reply);
    const calls = (reply.toolCalls ?? []).map((call) => callItem(call, context));
    return finished(reply, envelope(context), [...(text ? [messageItem(text, context)] : []), ...calls]);
  },
  async *streamReply(reply, context) {
    let sequence = 0;
    const event = (type: string, data: object) =>
      serverEvent({ type, sequence_number: sequence++, ...data }, type);
    const head = envelope(context);
    const output: object[] = [];
    yield event('response.created', { response: { ...head, status: 'in_progress', output } });
    if (reply.text !== undefined) yield* streamMessage(reply, context, event, output);
    for (const call of reply.toolCalls ?? []) yield* streamCall(call, context, event, output);
    const last = finished(reply, head, output);
    yield event(`response.${last.status}`, { response: last });
  },
  error: (status, message) => ({ error: { message, type: errorType(status), param: null, code: null } }),
  streamError: (message) =>
    serverEvent(
      {
        type: 'error',
        sequence_number: 99,
        error: { type: 'server_error', code: 'server_error', message, param: null },
      },
      'error',
    ),
};

type WriteEvent = (type: string, data: object) => string;

async function* streamMessage(reply: Reply, context: ReplyContext, event: WriteEvent, output: object[]) {
  const item = messageItem('', context);
  const at = { output_index: output.length, item_id: item.id, content_index: 0 };
  yield event('response.output_item.added', {
    output_index: at.output_index,
    item: { ...item, status: 'in_progress', content: [] },
  });
  yield event('response.content_part.added', { ...at, part: textPart('') });
  let text = '';
  for await (const delta of textDeltas(reply)) {
    text += delta;
    yield event('response.output_text.delta', { ...at, delta, logprobs: [] });
  }
  yield event('response.output_text.done', { ...at, text, logprobs: [] });
  yield event('response.content_part.done', { ...at, part: textPart(text) });
  const done = { ...item, content: [textPart(text)] };
  yield event('response.output_item.done', { output_index: at.output_index, item: done });
  output.push(done);
}

function* streamCall(call: ToolCall, context: ReplyContext, event: WriteEvent, output: object[]) {
  const item = callItem(call, context);
  const at = { output_index: output.length, item_id: item.id };
  const [field, name] =
    item.type === 'function_call'
      ? ['arguments', 'response.function_call_arguments']
      : ['input', 'response.custom_tool_call_input'];
  const text = item.type === 'function_call' ? item.arguments : item.input;
  yield event('response.output_item.added', {
    output_index: at.output_index,
    item: { ...item, [field]: '', status: 'in_progress' },
  });
  for (const delta of pieces(text)) yield event(`${name}.delta`, { ...at, delta });
  yield event(`${name}.done`, { ...at, [field]: text });
  yield event('response.output_item.done', { output_index: at.output_index, item });
  output.push(item);
}

function messageItem(text: string, { newId }: ReplyContext) {
  const content = [textPart(text)];
  return { type: 'message', id: newId('msg'), role: 'assistant', status: 'completed', content };
}

function textPart(text: string) {
  return { type: 'output_text', text, annotations: [] };
}

function callItem({ name, arguments: args }: ToolCall, { conversation, newId }: ReplyContext) {
  const common = { id: newId('item'), call_id: newId('call'), name, status: 'completed' };
  const isCustom = conversation.tools.some((tool) => tool.name === name && tool.kind === 'custom');
  return isCustom
    ? { type: 'custom_tool_call' as const, ...common, input: argumentsText(args) }
    : { type: 'function_call' as const, ...common, arguments: argumentsText(args) };
}

function envelope({ conversation, newId }: ReplyContext) {
  return { id: newId('resp'), object: 'response', created_at: seconds(), model: conversation.model };
}

function finished(reply: Reply, head: object, output: readonly object[]) {
  const finish = finishOf(reply);
  const isWhole = finish === 'stop' || finish === 'tool_calls';
  const reason = finish === 'length' ? 'max_output_tokens' : 'content_filter';
  return {
    ...head,
    status: isWhole ? 'completed' : 'incomplete',
    incomplete_details: isWhole ? null : { reason },
    error: null,
    output,
    usage: wireUsage(reply),
  };
}

function wireUsage({ usage = defaultUsage }: Reply) {
  return {
    input_tokens: usage.inputTokens,
    input_tokens_details: { cached_tokens: usage.cachedInputTokens ?? 0 },
    output_tokens: usage.outputTokens,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: usage.inputTokens + usage.outputTokens,
  };
}
