import { createWriteStream, type WriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import type { DecodingSummary } from '@overmind/speech/decoding/decode';
import type { Segment } from '@overmind/speech/recognition';
import { type Format, writings } from './transcript-format.ts';

export interface TranscriptFile {
  add: (segment: Segment) => void;
  end(language: string, summary: DecodingSummary | null): Promise<void>;
  /** Leaves no file behind. */
  discard(): Promise<void>;
}

/** On standard output as it comes, or in a file that is there when it is whole. */
export async function openTranscript(output: string | null, format: Format): Promise<TranscriptFile> {
  const writing = writings[format];
  const part = output === null ? null : `${output}.part`;
  const file = part === null ? null : await openFile(part);
  const write = (text: string): void => {
    if (text !== '') (file ?? process.stdout).write(text);
  };
  let count = 0;
  return {
    add(segment) {
      if (count === 0) write(writing.begin);
      write(writing.segment(segment, count++));
    },
    async end(language, summary) {
      const ending = {
        language,
        durationS: summary?.durationS ?? null,
        isComplete: summary?.isComplete ?? true,
      };
      // A file in which nothing was said still gets a whole document.
      if (count === 0) write(writing.begin);
      write(writing.end(ending, count));
      if (file === null || part === null || output === null) return;
      file.end();
      await finished(file);
      await rename(part, output);
    },
    async discard() {
      file?.destroy();
      if (part !== null) await rm(part, { force: true });
    },
  };
}

/** Fails here and not in the middle where it cannot be written. */
function openFile(path: string): Promise<WriteStream> {
  const file = createWriteStream(path);
  return new Promise((resolve, reject) => {
    file.once('open', () => {
      // `finished` tells of what comes later.
      file.off('error', reject);
      file.on('error', () => {});
      resolve(file);
    });
    file.once('error', reject);
  });
}
