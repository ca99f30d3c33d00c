import { TryLine } from '@overmind/contracts/entities/model-catalogue';
import { readJsonLines } from '#lib/api/json-lines.ts';

/** The lines of a streamed trial as they come. */
export const readTryLines = (body: ReadableStream<Uint8Array>): AsyncGenerator<TryLine> =>
  readJsonLines(body, TryLine);
