import { speechRate } from '../pcm.ts';
import type { Recogniser, RecognitionOptions, RecognitionStream, StreamEvent } from '../recognition.ts';
import { SpeechError } from '../speech-error.ts';

const mostSamples = 600 * speechRate;

/** A stream for what hears recordings only: keeps what is said, up to ten minutes, and has it heard at the end. */
export function openCollected(
  recogniser: Pick<Recogniser, 'recognise'>,
  options: RecognitionOptions,
  tell: (event: StreamEvent) => void,
  fail: (error: SpeechError) => void,
): RecognitionStream {
  const stop = new AbortController();
  let pieces: Float32Array[] = [];
  let samples = 0;
  let error: SpeechError | null = null;
  return {
    isLive: false,
    push(piece) {
      if (error !== null || stop.signal.aborted) return;
      if (samples + piece.length > mostSamples) {
        error = new SpeechError('busy', 'More than ten minutes cannot be heard at once.');
        pieces = [];
        return fail(error);
      }
      pieces.push(piece);
      samples += piece.length;
    },
    async end() {
      if (error !== null) throw error;
      if (stop.signal.aborted || samples === 0) return;
      const said = pieces;
      pieces = [];
      await recogniser.recognise(inOrder(said), (segment) => tell({ type: 'segment', segment }), {
        ...options,
        signal: stop.signal,
      });
    },
    cancel() {
      stop.abort();
      pieces = [];
    },
  };
}

async function* inOrder(pieces: readonly Float32Array[]): AsyncGenerator<Float32Array> {
  yield* pieces;
}
