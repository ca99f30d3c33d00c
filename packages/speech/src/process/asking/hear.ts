import type { RecognitionOptions, RecordingOptions, Segment } from '../../recognition.ts';
import { SpeechError } from '../../speech-error.ts';
import { type EngineHost, type Link, ProcessGone } from '../engine-host.ts';
import type { LiveFirst } from '../live-first.ts';
import type { FromEngines } from '../protocol.ts';
import { aborted } from '../slots.ts';
import { Replayable } from './replayable.ts';

export interface Hearing {
  pieces: AsyncIterable<Float32Array>;
  tell: (segment: Segment) => void;
  options: RecognitionOptions & RecordingOptions;
  liveFirst: LiveFirst;
}

/** Has a recording heard; when the process dies, once more from where the last segment ended. */
export async function hear(host: EngineHost, hearing: Hearing): Promise<{ language: string }> {
  const recording = new Replayable(hearing.pieces);
  try {
    try {
      return await hearFrom(host, recording, hearing, 0);
    } catch (error) {
      if (!(error instanceof ProcessGone)) throw error;
      return await hearFrom(host, recording, hearing, recording.rewind());
    }
  } catch (error) {
    if (!(error instanceof ProcessGone)) throw error;
    throw new SpeechError('failed', `The process that hears ended twice: ${error.message}`, { cause: error });
  } finally {
    // Not waited for: what reads the recording may hang, which is no reason to keep whoever gave it up.
    recording.close().catch(() => {});
  }
}

function hearFrom(
  host: EngineHost,
  recording: Replayable,
  { tell, options, liveFirst }: Hearing,
  fromS: number,
): Promise<{ language: string }> {
  const { signal, onProgress, ...rest } = options;
  return new Promise((resolve, reject) => {
    let link: Link | null = null;
    let isOver = false;
    const end = (settle: () => void): void => {
      if (isOver) return;
      isOver = true;
      signal?.removeEventListener('abort', abort);
      link?.close();
      settle();
    };
    const fail = (error: unknown): void => {
      if (!isOver) link?.send({ type: 'cancel' });
      end(() => reject(error));
    };
    const abort = (): void => fail(aborted());
    const feed = async (): Promise<void> => {
      await liveFirst.pass();
      const samples = isOver ? null : await recording.next();
      if (!isOver) link?.send({ type: 'piece', samples });
    };
    const take = (message: FromEngines): void => {
      if (isOver) return;
      if (message.type === 'pull') {
        host.noteLoaded('recognition');
        void feed().catch(fail);
      } else if (message.type === 'progress') {
        recording.tell(fromS + message.toldS);
        onProgress?.(fromS + message.heardS, fromS + message.toldS);
      } else if (message.type === 'segment') {
        const segment = shift(message.segment, fromS);
        recording.tell(segment.end_s);
        tell(segment);
      } else if (message.type === 'done') end(() => resolve({ language: message.language }));
      else if (message.type === 'failed') end(() => reject(new SpeechError(message.fault, message.message)));
    };
    if (signal?.aborted) return reject(aborted());
    signal?.addEventListener('abort', abort, { once: true });
    host.link({ take, gone: (error) => end(() => reject(error)) }).then((linked) => {
      link = linked;
      if (isOver) linked.close();
      else linked.send({ type: 'recognise', options: rest });
    }, fail);
  });
}

const shift = (segment: Segment, byS: number): Segment =>
  byS === 0
    ? segment
    : {
        ...segment,
        start_s: segment.start_s + byS,
        end_s: segment.end_s + byS,
        ...(segment.words && {
          words: segment.words.map((word) => ({
            ...word,
            start_s: word.start_s + byS,
            end_s: word.end_s + byS,
          })),
        }),
      };
