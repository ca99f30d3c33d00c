import { z } from 'zod';
import type { FormatName } from '../script.ts';

/** What a client of a format hears, in the words of no format. Throws where an answer is not one of its format. */
export interface Heard {
  readonly texts: readonly string[];
  readonly calls: readonly { readonly name: string; readonly arguments: string }[];
  readonly finish: string;
  readonly tokens: readonly [input: number, output: number];
}

/** An event or a line of a stream. */
type Data = Record<string, unknown>;

export function streamData(body: string): Data[] {
  const lines = body.split('\n').filter((line) => line.startsWith('data:') || line.startsWith('{'));
  const texts = lines.map((line) => line.replace(/^data:/, '').trim()).filter((text) => text !== '[DONE]');
  return texts.map((text) => z.record(z.string(), z.unknown()).parse(JSON.parse(text)));
}

export const readStream: Record<FormatName, (data: readonly Data[]) => Heard> = {
  chat(data) {
    const chunks = data.map((one) => ChatChunk.parse(one));
    const choices = chunks.flatMap((chunk) => chunk.choices);
    const pieces = choices.flatMap(({ delta }) => delta?.tool_calls ?? []);
    const calls = [...new Set(pieces.map(({ index }) => index))].map((index) => {
      const own = pieces.filter((piece) => piece.index === index).map((piece) => piece.function);
      return {
        name: own.map(({ name }) => name ?? '').join(''),
        arguments: own.map((piece) => piece.arguments ?? '').join(''),
      };
    });
    const usage = chunks.findLast((chunk) => chunk.usage)?.usage;
    return {
      texts: choices.map(({ delta }) => delta?.content ?? '').filter(Boolean),
      calls,
      finish: choices.findLast((choice) => choice.finish_reason)?.finish_reason ?? '',
      tokens: [usage?.prompt_tokens ?? 0, usage?.completion_tokens ?? 0],
    };
  },
  openrouter: (data) => readStream.chat(data),
  responses(data) {
    const last = readWhole.responses(z.object({ response: z.unknown() }).parse(data.at(-1)).response);
    const deltas = data.filter(({ type }) => type === 'response.output_text.delta');
    return { ...last, texts: deltas.map(({ delta }) => String(delta)) };
  },
  anthropic(data) {
    const events = data.map((one) => AnthropicEvent.parse(one));
    const starts = events.filter(({ content_block: block }) => block?.type === 'tool_use');
    const calls = starts.map(({ index, content_block: block }) => ({
      name: block?.name ?? '',
      arguments: events
        .filter((event) => event.index === index)
        .map(({ delta }) => delta?.partial_json ?? '')
        .join(''),
    }));
    const start = events.find(({ type }) => type === 'message_start');
    const end = events.find(({ type }) => type === 'message_delta');
    return {
      texts: events.map(({ delta }) => delta?.text ?? '').filter(Boolean),
      calls,
      finish: end?.delta?.stop_reason ?? '',
      tokens: [start?.message?.usage.input_tokens ?? 0, end?.usage?.output_tokens ?? 0],
    };
  },
  ollama(data) {
    const lines = data.map((line) => readWhole.ollama(line));
    const [last] = lines.slice(-1);
    return {
      texts: lines.flatMap(({ texts }) => texts),
      calls: lines.flatMap(({ calls }) => calls),
      finish: last?.finish ?? '',
      tokens: last?.tokens ?? [0, 0],
    };
  },
};

export const readWhole: Record<FormatName, (body: unknown) => Heard> = {
  openrouter: (body) => readWhole.chat(body),
  chat(body) {
    const { choices, usage } = ChatWhole.parse(body);
    const [{ message, finish_reason: finish }] = choices;
    return {
      texts: [message.content ?? ''].filter(Boolean),
      calls: (message.tool_calls ?? []).map((call) => call.function),
      finish,
      tokens: [usage?.prompt_tokens ?? 0, usage?.completion_tokens ?? 0],
    };
  },
  responses(body) {
    const { output, usage, status } = ResponsesWhole.parse(body);
    return {
      texts: output.flatMap(({ content }) => (content ?? []).flatMap(({ text }) => text ?? [])),
      calls: output.flatMap(({ name, arguments: text = '' }) => (name ? [{ name, arguments: text }] : [])),
      finish: status,
      tokens: [usage.input_tokens, usage.output_tokens],
    };
  },
  anthropic(body) {
    const { content, usage, stop_reason: finish } = AnthropicWhole.parse(body);
    return {
      texts: content.flatMap(({ text }) => text ?? []),
      calls: content.flatMap(({ name, input }) => (name ? [{ name, arguments: JSON.stringify(input) }] : [])),
      finish,
      tokens: [usage.input_tokens, usage.output_tokens],
    };
  },
  ollama(body) {
    const { message, ...rest } = OllamaLine.parse(body);
    return {
      texts: [message.content].filter(Boolean),
      calls: (message.tool_calls ?? []).map((call) => ({
        name: call.function.name,
        arguments: JSON.stringify(call.function.arguments),
      })),
      finish: rest.done_reason ?? '',
      tokens: [rest.prompt_eval_count ?? 0, rest.eval_count ?? 0],
    };
  },
};

const Called = z.object({ name: z.string().nullish(), arguments: z.string().nullish() });
const CalledWhole = z.object({ name: z.string(), arguments: z.string() });
const ChatUsage = z.object({ prompt_tokens: z.number(), completion_tokens: z.number() });
const ChatChunk = z.object({
  choices: z.array(
    z.object({
      delta: z
        .object({
          content: z.string().nullish(),
          tool_calls: z.array(z.object({ index: z.number(), function: Called })).nullish(),
        })
        .optional(),
      finish_reason: z.string().nullish(),
    }),
  ),
  usage: ChatUsage.nullish(),
});
const ChatWhole = z.object({
  choices: z.tuple([
    z.object({
      message: z.object({
        content: z.string().nullable(),
        tool_calls: z.array(z.object({ function: CalledWhole })).nullish(),
      }),
      finish_reason: z.string(),
    }),
  ]),
  usage: ChatUsage.nullish(),
});
const Tokens = z.object({ input_tokens: z.number(), output_tokens: z.number() });
const ResponsesWhole = z.object({
  status: z.string(),
  output: z.array(
    z.object({
      content: z.array(z.object({ text: z.string().optional() })).nullish(),
      name: z.string().optional(),
      arguments: z.string().optional(),
    }),
  ),
  usage: Tokens,
});
const AnthropicWhole = z.object({
  content: z.array(
    z.object({ text: z.string().optional(), name: z.string().optional(), input: z.unknown().optional() }),
  ),
  stop_reason: z.string(),
  usage: Tokens,
});
const AnthropicEvent = z.object({
  type: z.string(),
  index: z.number().optional(),
  message: z.object({ usage: Tokens }).optional(),
  content_block: z.object({ type: z.string(), name: z.string().optional() }).optional(),
  delta: z
    .object({
      text: z.string().optional(),
      partial_json: z.string().optional(),
      stop_reason: z.string().nullish(),
    })
    .optional(),
  usage: z.object({ output_tokens: z.number() }).optional(),
});
const OllamaLine = z.object({
  message: z.object({
    content: z.string(),
    tool_calls: z
      .array(z.object({ function: z.object({ name: z.string(), arguments: z.unknown() }) }))
      .nullish(),
  }),
  done_reason: z.string().optional(),
  prompt_eval_count: z.number().optional(),
  eval_count: z.number().optional(),
});
