import type { Readable } from 'node:stream';
import { refusal } from './refusal.ts';

const newline = 0x0a;
/** A row with the longest log chunk is far below; a longer one is no row of ours. */
const maxLineBytes = 64 * 1024 * 1024;
const utf8 = new TextDecoder('utf-8', { fatal: true });

function decode(parts: readonly Buffer[], path: string): string {
  try {
    return utf8.decode(Buffer.concat(parts));
  } catch (error) {
    throw refusal(`${path} is not UTF-8. Export the project again.`, error);
  }
}

/** The lines of a file, each ended by a newline. Holds no more than one line and one chunk. */
export async function* readLines(content: Readable, path: string): AsyncGenerator<string> {
  let parts: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of content as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      yield decode([...parts, chunk.subarray(start, end)], path);
      parts = [];
      sizeBytes = 0;
      start = end + 1;
    }
    parts.push(chunk.subarray(start));
    sizeBytes += chunk.length - start;
    if (sizeBytes > maxLineBytes) throw refusal(`${path} has a row that is too long.`);
  }
  if (sizeBytes > 0) throw refusal(`${path} ends in the middle of a row.`);
}
