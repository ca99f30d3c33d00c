import { createWriteStream, type Stats, type WriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import type { DecodingSummary } from '@overmind/speech/decoding/decode';
import type { Segment } from '@overmind/speech/recognition';
import { exitCodes, Failure } from '../../failure.ts';
import { unwritable } from '../../output/unwritable.ts';
import { type Format, writings } from './transcript-format.ts';

export interface TranscriptFile {
  add: (segment: Segment) => void;
  end(language: string, summary: DecodingSummary | null): Promise<void>;
  /** Leaves no file behind. */
  discard(): Promise<void>;
}

const partOf = (output: string): string => `${output}.part`;

/** Before anything is heard: throws where the transcript would take the place of its recording, or of a folder. */
export async function checkOutput(output: string, recording: Stats): Promise<void> {
  for (const path of [output, partOf(output)]) {
    const found = await stat(path).catch(() => null);
    if (found?.isDirectory())
      throw new Failure(`${path} is a folder. Give --output the name of a file.`, exitCodes.usage);
    if (found?.dev === recording.dev && found.ino === recording.ino)
      throw new Failure(`${path} is the recording itself. Give --output another name.`, exitCodes.usage);
  }
}

/** On standard output as it comes, or in a file that is there when it is whole. */
export async function openTranscript(output: string | null, format: Format): Promise<TranscriptFile> {
  const writing = writings[format];
  const file = output === null ? null : await openFile(output);
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
      if (file !== null && output !== null) await putInPlace(file, output);
    },
    async discard() {
      file?.destroy();
      if (output !== null) await rm(partOf(output), { force: true });
    },
  };
}

/** Fails here and not in the middle where it cannot be written. */
function openFile(output: string): Promise<WriteStream> {
  const file = createWriteStream(partOf(output));
  return new Promise((resolve, reject) => {
    const refuse = (error: Error): void => reject(unwritable(output, error));
    file.once('open', () => {
      // `finished` tells of what comes later.
      file.off('error', refuse);
      file.on('error', () => {});
      resolve(file);
    });
    file.once('error', refuse);
  });
}

async function putInPlace(file: WriteStream, output: string): Promise<void> {
  try {
    file.end();
    await finished(file);
    await rename(partOf(output), output);
  } catch (error) {
    throw unwritable(output, error);
  }
}
