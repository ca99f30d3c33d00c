import type { Piece } from '@overmind/client/voice/kept-audio';
import { SpeechGate } from '@overmind/client/voice/speech-gate';
import type { ListenScreen } from './listen-screen.ts';
import { levelOf } from './pieces.ts';

/** The pieces from just before somebody seems to speak; null when they are over before. Nothing is sent until then. */
export async function awaitVoice(
  pieces: AsyncIterable<Piece>,
  screen: Pick<ListenScreen, 'level'>,
): Promise<AsyncIterable<Piece> | null> {
  const gate = new SpeechGate();
  const source = pieces[Symbol.asyncIterator]();
  for (;;) {
    const next = await source.next();
    if (next.done === true) return null;
    const level = levelOf(next.value);
    screen.level(level);
    if (gate.push(next.value, level)) return withPreRoll(gate.takePreRoll(), source);
  }
}

async function* withPreRoll(preRoll: readonly Piece[], rest: AsyncIterator<Piece>): AsyncGenerator<Piece> {
  yield* preRoll;
  for (;;) {
    const next = await rest.next();
    if (next.done === true) return;
    yield next.value;
  }
}
