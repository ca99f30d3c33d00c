import { z } from 'zod';
import type { Conversation, Message, OfferedTool } from '../script.ts';
import { TextContent } from './content.ts';
import { parseArguments } from './wire-format.ts';

const InputItem = z.looseObject({
  type: z.string().default('message'),
  role: z.string().optional(),
  content: TextContent,
  call_id: z.string().optional(),
  name: z.string().optional(),
  arguments: z.string().optional(),
  input: z.string().optional(),
  output: TextContent,
});
type InputItem = z.infer<typeof InputItem>;

const ResponsesRequest = z.looseObject({
  model: z.string(),
  stream: z.boolean().optional(),
  instructions: z.string().nullish(),
  input: z
    .union([z.string(), z.array(InputItem)])
    .transform((input) =>
      typeof input === 'string' ? [InputItem.parse({ role: 'user', content: input })] : input,
    ),
  tools: z
    .array(
      z.looseObject({
        type: z.string(),
        name: z.string().optional(),
        description: z.string().optional(),
        parameters: z.unknown().optional(),
      }),
    )
    .optional(),
});

export function readResponsesConversation(body: unknown): Conversation {
  const { model, stream, instructions, input, tools } = ResponsesRequest.parse(body);
  const isSystem = ({ role }: InputItem) => role === 'system' || role === 'developer';
  const system = [instructions ?? '', ...input.filter(isSystem).map(({ content }) => content)];
  return {
    format: 'responses',
    model,
    isStreamed: stream === true,
    system: system.filter(Boolean).join('\n'),
    messages: input.filter((item) => !isSystem(item)).flatMap(readItem),
    tools: (tools ?? []).map(
      ({ type, name = type, description = '', parameters }): OfferedTool => ({
        name,
        kind: type === 'custom' ? 'custom' : 'function',
        description,
        parameters,
      }),
    ),
  };
}

/** Kinds without a word in the conversation, such as reasoning, give nothing. */
function readItem(item: InputItem): Message[] {
  const { type, call_id: id = '', name = '' } = item;
  switch (type) {
    case 'message':
      return item.role === 'assistant'
        ? [{ role: 'assistant', text: item.content, toolCalls: [] }]
        : [{ role: 'user', text: item.content }];
    case 'function_call':
    case 'custom_tool_call': {
      const args = type === 'function_call' ? parseArguments(item.arguments ?? '') : item.input;
      return [{ role: 'assistant', text: '', toolCalls: [{ id, name, arguments: args }] }];
    }
    case 'function_call_output':
    case 'custom_tool_call_output':
      return [{ role: 'tool', callId: id, text: item.output }];
    default:
      return [];
  }
}
