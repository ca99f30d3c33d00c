import type { Audio } from '../../pcm.ts';
import { SpeechError } from '../../speech-error.ts';
import { aborted } from '../slots.ts';

export interface Reader {
  signal: AbortSignal | undefined;
  /** Whoever takes nothing for so long gets no more. */
  patienceMs: number;
  /** So many samples more, or fewer, wait to be taken. */
  count(samples: number): void;
  /** All was spoken, or nothing more will be. */
  onSpoken(): void;
}

/** What is spoken, taken at once and kept until it is read: whoever reads slowly keeps nobody else from being spoken to. */
export async function* readAhead(
  start: (signal: AbortSignal) => AsyncIterable<Audio>,
  { signal, patienceMs, count, onSpoken }: Reader,
): AsyncGenerator<Audio> {
  const left = new AbortController();
  const ended = AbortSignal.any([left.signal, ...(signal ? [signal] : [])]);
  let unread: Audio[] = [];
  let isSpoken = false;
  let wake = (): void => {};
  const forget = (): void => {
    for (const { samples } of unread) count(-samples.length);
    unread = [];
  };
  const spoken = speak();
  // Told to the reader, who may not be there any more.
  spoken.catch(() => {});
  try {
    for (;;) {
      const audio = ended.aborted ? undefined : unread.shift();
      if (audio !== undefined) yield* give(audio);
      else if (isSpoken) {
        await spoken;
        // What is left unread must not pass for all that was spoken.
        if (ended.aborted) throw aborted();
        return;
      } else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  } finally {
    left.abort();
    forget();
  }

  async function speak(): Promise<void> {
    try {
      for await (const audio of start(ended)) {
        if (ended.aborted) break;
        unread.push(audio);
        count(audio.samples.length);
        wake();
      }
    } finally {
      isSpoken = true;
      onSpoken();
      wake();
    }
  }

  async function* give(audio: Audio): AsyncGenerator<Audio> {
    count(-audio.samples.length);
    const timer = setTimeout(() => {
      left.abort();
      forget();
    }, patienceMs);
    timer.unref();
    try {
      yield audio;
    } finally {
      clearTimeout(timer);
    }
    if (left.signal.aborted) throw new SpeechError('aborted', 'Nobody took what was spoken.');
  }
}
