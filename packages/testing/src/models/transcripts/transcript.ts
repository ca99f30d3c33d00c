import { z } from 'zod';

/*
 * A transcript is a file of JSON lines. The first says what it is and where it is from; each of the others is one
 * exchange: what was asked, and what was answered. A recorder writes `request`, the whole of it; people may write `when`
 * in its place, the few words that it is known by. Keys and headers are in neither.
 */

const Count = z.number().int().min(0);

export const TranscriptHead = z.strictObject({
  transcript: z.literal(1),
  title: z.string(),
  /** The server that answered; null for what people wrote. */
  recorded_from: z.string().nullable(),
  recorded_at: z.string().nullable().default(null),
});
export type TranscriptHead = z.infer<typeof TranscriptHead>;

const Message = z.discriminatedUnion('role', [
  z.strictObject({ role: z.literal('user'), text: z.string() }),
  z.strictObject({
    role: z.literal('assistant'),
    text: z.string(),
    tool_calls: z.array(z.strictObject({ name: z.string(), arguments: z.unknown() })),
  }),
  z.strictObject({ role: z.literal('tool'), text: z.string() }),
]);

/** What was asked, alike for all wire formats: without ids, which each client makes up anew. */
export const AskedOf = z.strictObject({
  system: z.string(),
  messages: z.array(Message),
  tools: z.array(z.string()),
});
export type AskedOf = z.infer<typeof AskedOf>;

const Words = z.array(z.string().min(1)).default([]);

/** All of it must hold, whatever is written large or small. */
export const When = z.strictObject({
  system: Words,
  /** In what people, models and tools said before. */
  said: Words,
  not_said: Words,
  /** How many tools have answered so far. */
  tool_results: Count.optional(),
});
export type When = z.infer<typeof When>;

const Replied = z.strictObject({
  /** Several are the pieces of a stream. */
  text: z.union([z.string(), z.array(z.string())]).default(''),
  tool_calls: z
    .array(
      z.strictObject({
        name: z.string(),
        arguments: z.union([z.string(), z.record(z.string(), z.unknown())]),
      }),
    )
    .default([]),
  usage: z.strictObject({ input_tokens: Count, output_tokens: Count }).optional(),
  finish: z.enum(['stop', 'tool_calls', 'length', 'content_filter']).optional(),
});
const Refused = z.strictObject({
  status: z.number().int().min(300).max(599),
  message: z.string(),
  retry_after: z.string().optional(),
});

export const Answer = z.union([Refused, Replied]);
export type Answer = z.infer<typeof Answer>;

export const Exchange = z.union([
  z.strictObject({ request: AskedOf, answer: Answer }),
  z.strictObject({ when: When, answer: Answer }),
]);
export type Exchange = z.infer<typeof Exchange>;

export interface Transcript {
  head: TranscriptHead;
  exchanges: Exchange[];
}

/** Throws an error that names the line that is not one. */
export function readTranscript(text: string): Transcript {
  const lines = text.split('\n').flatMap((line, at) => (line.trim() === '' ? [] : [{ line, at: at + 1 }]));
  const [first, ...rest] = lines;
  if (first === undefined) throw new Error('A transcript has at least one line, which says what it is.');
  return {
    head: readLine(first, TranscriptHead),
    exchanges: rest.map((line) => readLine(line, Exchange)),
  };
}

function readLine<T>({ line, at }: { line: string; at: number }, schema: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new Error(`Line ${at} of the transcript is no JSON.`);
  }
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  throw new Error(`Line ${at} of the transcript is of another form: ${z.prettifyError(read.error)}`);
}
