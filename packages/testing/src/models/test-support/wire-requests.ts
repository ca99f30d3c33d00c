import type { FormatName } from '../script.ts';

const tool = {
  name: 'add',
  description: 'Adds two numbers',
  parameters: { type: 'object', properties: { a: { type: 'number' }, b: { type: 'number' } } },
};
const called = { name: 'add', arguments: '{"a":1,"b":2}' };

const chatRequest = {
  path: '/v1/chat/completions',
  body: {
    model: 'scripted',
    tools: [{ type: 'function', function: tool }],
    messages: [
      { role: 'system', content: 'Be exact.' },
      { role: 'user', content: [{ type: 'text', text: 'Add.' }] },
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 'call_1', type: 'function', function: called }],
      },
      { role: 'tool', tool_call_id: 'call_1', content: '3' },
    ],
  },
};

/** For tests of the scripted server: the same conversation in each format, in which the tool has answered `3`. */
export const wireRequests: Record<FormatName, { path: string; body: object }> = {
  chat: chatRequest,
  openrouter: { ...chatRequest, path: '/api/v1/chat/completions' },
  responses: {
    path: '/v1/responses',
    body: {
      model: 'scripted',
      instructions: 'Be exact.',
      tools: [{ type: 'function', ...tool }],
      input: [
        { role: 'user', content: [{ type: 'input_text', text: 'Add.' }] },
        { type: 'reasoning', summary: [] },
        { type: 'function_call', call_id: 'call_1', ...called },
        { type: 'function_call_output', call_id: 'call_1', output: '3' },
      ],
    },
  },
  anthropic: {
    path: '/v1/messages',
    body: {
      model: 'scripted',
      max_tokens: 100,
      system: [{ type: 'text', text: 'Be exact.' }],
      tools: [{ name: tool.name, description: tool.description, input_schema: tool.parameters }],
      messages: [
        { role: 'user', content: 'Add.' },
        {
          role: 'assistant',
          content: [{ type: 'tool_use', id: 'call_1', name: 'add', input: { a: 1, b: 2 } }],
        },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'call_1', content: '3' }] },
      ],
    },
  },
  ollama: {
    path: '/api/chat',
    body: {
      model: 'scripted',
      tools: [{ type: 'function', function: tool }],
      messages: [
        { role: 'system', content: 'Be exact.' },
        { role: 'user', content: 'Add.' },
        {
          role: 'assistant',
          content: '',
          tool_calls: [{ function: { name: 'add', arguments: { a: 1, b: 2 } } }],
        },
        { role: 'tool', tool_name: 'add', content: '3' },
      ],
    },
  },
};

/** What the server is to have read from each of them. */
export function expectedConversation(format: FormatName, isStreamed: boolean) {
  const id = format === 'ollama' ? '' : 'call_1';
  const toolCalls = [{ id, name: 'add', arguments: { a: 1, b: 2 } }];
  return {
    format,
    model: 'scripted',
    isStreamed,
    system: 'Be exact.',
    messages: [
      { role: 'user', text: 'Add.' },
      { role: 'assistant', text: '', toolCalls },
      { role: 'tool', callId: id, text: '3' },
    ],
    tools: [{ ...tool, kind: 'function' }],
  };
}
