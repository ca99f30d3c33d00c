import { TryLine } from '@overmind/contracts/entities/model-catalogue';

/** The lines of a streamed trial as they come; what is no such line is passed over. Leaving the loop ends the stream. */
export async function* readTryLines(body: ReadableStream<Uint8Array>): AsyncGenerator<TryLine> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      const pieces = (rest + decoder.decode(value, { stream: !done })).split('\n');
      rest = done ? '' : (pieces.pop() ?? '');
      for (const piece of pieces) {
        const line = lineOf(piece);
        if (line !== null) yield line;
      }
      if (done) return;
    }
  } finally {
    // It may have broken off by itself: then there is nothing left to end.
    await reader.cancel().catch(() => undefined);
  }
}

function lineOf(text: string): TryLine | null {
  if (text.trim() === '') return null;
  try {
    return TryLine.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
