import type { z } from 'zod';

/**
 * Values of a streamed answer, one a line of JSON, as they come; what does not fit the schema is passed over. Leaving the
 * loop ends the stream.
 */
export async function* readJsonLines<T>(
  body: ReadableStream<Uint8Array>,
  schema: z.ZodType<T>,
): AsyncGenerator<T> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      const pieces = (rest + decoder.decode(value, { stream: !done })).split('\n');
      rest = done ? '' : (pieces.pop() ?? '');
      for (const piece of pieces) {
        const line = lineOf(piece, schema);
        if (line !== null) yield line;
      }
      if (done) return;
    }
  } finally {
    // It may have broken off by itself: then there is nothing left to end.
    await reader.cancel().catch(() => undefined);
  }
}

function lineOf<T>(text: string, schema: z.ZodType<T>): T | null {
  if (text.trim() === '') return null;
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
