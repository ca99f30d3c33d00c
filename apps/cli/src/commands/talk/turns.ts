import type { Piece } from '@overmind/client/voice/kept-audio';
import { speechRate } from '@overmind/speech/pcm';
import { Failure } from '../../failure.ts';
import type { EnterKey } from '../../terminal/enter-key.ts';
import { awaitVoice } from '../../voice/hearing/await-voice.ts';
import type { ListenScreen } from '../../voice/hearing/listen-screen.ts';
import { type Microphone, openMicrophone } from '../../voice/hearing/microphone.ts';
import { inPieces } from '../../voice/hearing/pieces.ts';
import { readPiped, readSoundFile } from '../../voice/hearing/sound-file.ts';
import type { TurnParts } from '../../voice/hearing/turn.ts';

const pieceMs = 40;
const livePieceBytes = (speechRate * 2 * pieceMs) / 1_000;
/** What is there already goes in few frames: a server takes only so many a second. */
const mostPieceBytes = 65_536;

/** What a turn is said from. */
export interface TurnSource
  extends Pick<TurnParts, 'rate' | 'pieces' | 'pieceMs' | 'endsWithSpeech' | 'givesUp' | 'enough' | 'close'> {
  /** Once it is closed: what to tell where it broke off by itself. */
  lost(): string | null;
}

/** Where turns come from, one after the other. */
export interface Turns extends AsyncDisposable {
  /** Whether another is begun after each, or only to answer a question. */
  isHandsFree: boolean;
  /**
   * Null where there is none any more; `woken` where `wake` came before anybody spoke, hands-free. Throws where the
   * microphone is gone before that.
   */
  next(wake: AbortSignal): Promise<TurnSource | 'woken' | null>;
}

const nobody = new AbortController().signal;

/** One turn from a file, or from standard input for `-`. */
export async function soundTurn(file: string, rate: number, signal: AbortSignal): Promise<Turns> {
  const sound =
    file === '-' ? await readPiped(process.stdin, rate, signal) : await readSoundFile(file, signal);
  let source: TurnSource | null = {
    ...{
      rate: sound.rate,
      pieces: inPieces(sound.chunks, mostPieceBytes, livePieceBytes),
      pieceMs,
      enough: nobody,
    },
    ...{ endsWithSpeech: false, givesUp: false, close: sound.close, lost: () => null },
  };
  const next = async (): Promise<TurnSource | null> => {
    const taken = source;
    source = null;
    return taken;
  };
  return { isHandsFree: false, next, [Symbol.asyncDispose]: sound.close };
}

interface MicrophoneTurns {
  device: string | null;
  isHandsFree: boolean;
  screen: ListenScreen;
  enter: EnterKey;
  signal: AbortSignal;
}

/** Turns that are spoken into the microphone, which is on only while one is. */
export function microphoneTurns({ device, isHandsFree, screen, enter, signal }: MicrophoneTurns): Turns {
  const next: Turns['next'] = async (wake) => {
    const microphone = await openMicrophone({ device, signal });
    screen.listening(microphone.name);
    const all = inPieces(microphone.chunks, livePieceBytes);
    const pieces = isHandsFree ? await voiceIn(all, microphone, wake) : all;
    if (pieces !== null)
      return {
        ...{ rate: speechRate, pieces, pieceMs, enough: enter.next() },
        ...{
          endsWithSpeech: true,
          givesUp: isHandsFree,
          close: () => microphone.stop(),
          lost: microphone.lost,
        },
      };
    await microphone.stop();
    if (wake.aborted) return 'woken';
    const lost = microphone.lost();
    if (lost !== null) throw new Failure(lost);
    return null;
  };
  const voiceIn = async (all: AsyncIterable<Piece>, microphone: Microphone, wake: AbortSignal) => {
    const stop = (): void => void microphone.stop();
    if (wake.aborted) stop();
    wake.addEventListener('abort', stop, { once: true });
    const pieces = await awaitVoice(all, screen);
    wake.removeEventListener('abort', stop);
    return pieces;
  };
  return { isHandsFree, next, [Symbol.asyncDispose]: async () => enter[Symbol.dispose]() };
}
