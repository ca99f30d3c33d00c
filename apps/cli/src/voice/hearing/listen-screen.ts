import type { WriteStream } from 'node:tty';
import { oneLine } from '../../output/table.ts';
import { coloursFor } from '../../terminal/colour.ts';

const everyMs = 66;
const bars = '▁▂▃▄▅▆▇█';
const shownLevels = 10;
/** Speech is quiet: its loudest is far from what a sample can hold. */
const loudest = 0.2;

/** What a person sees while somebody speaks. `clear` leaves nothing of it behind. */
export interface ListenScreen {
  listening(recorder: string): void;
  level(value: number): void;
  /** What hears is being loaded: what is said meanwhile is heard after it. */
  gettingReady(): void;
  partial(text: string, stableChars: number): void;
  understanding(): void;
  lost(): void;
  back(): void;
  /** No words come while this turn is spoken; it is understood once it is over. */
  hearingLost(): void;
  /** Nothing of what was said is kept. */
  takenBack(): void;
  clear(): void;
}

const gettingReadyLine = 'Getting ready to hear. What is said meanwhile is kept, and heard then.';
const lostLine = 'The connection is lost. Go on: what is said is kept and sent when it is back.';
const backLine = 'The connection is back.';
const hearingLostLine =
  'The server no longer hears along. Go on: what is said is kept, and heard when you press Enter or fall silent.';
const takenBackLine = 'Taken back.';

/** On one line of a terminal, with how loud it is. */
export function liveScreen(stream: Pick<WriteStream, 'isTTY' | 'columns' | 'write'>): ListenScreen {
  const colours = coloursFor(stream);
  let levels: number[] = [];
  let words = '';
  let sign = '';
  let drawnAt = 0;
  const draw = (isAtOnce: boolean): void => {
    const now = performance.now();
    if (sign === '' || (!isAtOnce && now - drawnAt < everyMs)) return;
    drawnAt = now;
    const room = (stream.columns || 80) - shownLevels - 5;
    const shown = words.length <= room ? words : `…${words.slice(words.length - room + 1)}`;
    stream.write(`\r\u001b[K${sign} ${meter(levels)} ${shown}`);
  };
  return {
    listening: () => {
      [sign, words, levels] = [colours.red('●'), colours.dim('Speak now.'), []];
      draw(true);
    },
    level: (value) => {
      levels = [...levels, value].slice(-shownLevels);
      draw(false);
    },
    gettingReady: () => stream.write(`\r\u001b[K${gettingReadyLine}\n`),
    partial: (text) => {
      words = oneLine(text, 2_000);
      draw(true);
    },
    understanding: () => {
      [sign, levels] = [colours.dim('…'), []];
      draw(true);
    },
    lost: () => stream.write(`\r\u001b[K${colours.yellow(lostLine)}\n`),
    back: () => stream.write(`\r\u001b[K${backLine}\n`),
    hearingLost: () => stream.write(`\r\u001b[K${colours.yellow(hearingLostLine)}\n`),
    takenBack: () => stream.write(`\r\u001b[K${takenBackLine}\n`),
    clear: () => {
      if (sign !== '') stream.write('\r\u001b[K');
      sign = '';
    },
  };
}

const meter = (levels: readonly number[]): string =>
  levels
    .map((level) => bars[Math.min(bars.length - 1, Math.floor((level / loudest) * bars.length))] ?? '')
    .join('')
    .padStart(shownLevels);

/** A line for each thing that happens, for whatever is no terminal. */
export function plainScreen(print: (line: string) => void): ListenScreen {
  let told = 0;
  return {
    listening: (recorder) => {
      told = 0;
      print(`Listening (${recorder}).`);
    },
    level: () => undefined,
    gettingReady: () => print(gettingReadyLine),
    partial: (text, stableChars) => {
      if (stableChars <= told) return;
      told = stableChars;
      print(`… ${oneLine(text, 2_000)}`);
    },
    understanding: () => undefined,
    lost: () => print(lostLine),
    back: () => print(backLine),
    hearingLost: () => print(hearingLostLine),
    takenBack: () => print(takenBackLine),
    clear: () => undefined,
  };
}

/** A JSON object for each thing that happens. */
export function jsonScreen(print: (value: { type: string } & Record<string, unknown>) => void): ListenScreen {
  return {
    listening: (recorder) => print({ type: 'listening', recorder }),
    level: () => undefined,
    gettingReady: () => print({ type: 'getting_ready' }),
    partial: (text, stableChars) => print({ type: 'partial', text, stable_chars: stableChars }),
    understanding: () => undefined,
    lost: () => print({ type: 'lost' }),
    back: () => print({ type: 'back' }),
    hearingLost: () => print({ type: 'hearing_lost' }),
    takenBack: () => print({ type: 'canceled' }),
    clear: () => undefined,
  };
}
