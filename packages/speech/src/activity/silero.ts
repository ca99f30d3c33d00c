import { openSession, type Session, type SessionOptions } from '../onnx/session.ts';
import { floats, floatsOf, integer, outputOf } from '../onnx/tensors.ts';
import { speechRate } from '../pcm.ts';

/** Samples that are judged at once: 32 ms. */
export const frameSize = 512;
export const frameMs = (frameSize / speechRate) * 1000;
/** The model wants the end of the frame before as well. */
const contextSize = 64;
const stateShape = [2, 1, 128] as const;

/** Tells speech from everything else, for one source of sound. */
export interface SpeechMeter {
  /** How likely the next `frameSize` samples are speech, 0 to 1. */
  measure(frame: Float32Array): Promise<number>;
}

export interface SpeechDetector extends AsyncDisposable {
  newMeter(): SpeechMeter;
}

export async function openSilero(path: string, options: SessionOptions = {}): Promise<SpeechDetector> {
  const session = await openSession(path, options);
  return {
    newMeter: () => newMeter(session),
    [Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
  };
}

function newMeter(session: Session): SpeechMeter {
  const input = new Float32Array(contextSize + frameSize);
  const rate = integer(speechRate);
  let state = floats(new Float32Array(256), stateShape);
  return {
    async measure(frame) {
      input.copyWithin(0, frameSize);
      input.set(frame, contextSize);
      const outputs = await session.run({ input: floats(input, [1, input.length]), state, sr: rate });
      state = outputOf(outputs, 'stateN');
      return floatsOf(outputOf(outputs, 'output'))[0] ?? 0;
    },
  };
}
