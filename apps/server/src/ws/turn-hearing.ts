import type { Core } from '@overmind/core/core';
import { type Capture, readCapture } from '@overmind/core/voice/capture';
import type { Heard } from '@overmind/core/voice/finish';
import { samplesOf } from '@overmind/core/voice/format';
import { type LiveEvent, LiveHearing } from '@overmind/core/voice/live';
import { SpeechError } from '@overmind/speech/speech-error';

/** The end of what was said is heard within this, or from the recording. */
const mostHearingMs = 20_000;

interface TurnHearingParts {
  core: Core;
  capture: Capture;
  tell: (event: LiveEvent) => void;
  /** It broke off by itself after it was begun: once at most. */
  lost: (error: SpeechError) => void;
}

/** Hears a turn along, for as long as that goes well. What is said is stored beside it, and lost with nothing here. */
export class TurnHearing {
  readonly #parts: TurnHearingParts;
  #live: LiveHearing | null = null;
  #isBegun = false;
  #fault: SpeechError | null = null;

  constructor(parts: TurnHearingParts) {
    this.#parts = parts;
  }

  /** It tells while somebody speaks. */
  get isLive(): boolean {
    return this.#live?.isLive ?? false;
  }

  /** All of it was heard along, and nobody spoke in it. */
  get isMereSound(): boolean {
    return this.#live?.isLive === true && !this.#live.hasSpeech;
  }

  /** From the start, where something is stored already. Rejects where it cannot be heard along. */
  async begin(): Promise<void> {
    const { core, capture, tell } = this.#parts;
    const format = samplesOf(capture.format);
    // A file cannot be heard before it is whole.
    if (format === null) return;
    const of = { projectId: capture.project_id, language: capture.language, format };
    const live = await LiveHearing.open(core, of, { tell, lost: (error) => this.#lose(error) });
    this.#live = live;
    try {
      for await (const bytes of readCapture(core, capture.id)) live.push(bytes);
      // It may have broken off before it was here.
      if (this.#fault !== null) throw this.#fault;
    } catch (error) {
      this.cancel();
      throw error;
    }
    this.#isBegun = true;
  }

  push(bytes: Buffer): void {
    try {
      this.#live?.push(bytes);
    } catch (cause) {
      // What is said is stored all the same, and heard from there.
      this.cancel();
      this.#lose(new SpeechError('interrupted', 'What hears the voice takes nothing more.', { cause }));
    }
  }

  cancel(): void {
    this.#live?.cancel();
    this.#live = null;
  }

  /** All that was said, never rejected; null where it has to be heard from its recording, or nobody waits any more. */
  async end(enough: AbortSignal): Promise<Heard | null> {
    const live = this.#live;
    if (live === null) return null;
    const { core, capture } = this.#parts;
    const limit = limitOf(enough);
    try {
      const segments = await Promise.race([live.end(), limit.over]);
      if (segments === null) return null;
      return { transcript: { language: capture.language, segments }, engine: live.engine };
    } catch (error) {
      // Given up meanwhile: it could not be stored.
      const isWanted = this.#live !== null || this.#fault !== null;
      if (isWanted)
        core.log.warn(
          { err: error },
          'a spoken turn was not heard to its end; it is heard from its recording',
        );
      return null;
    } finally {
      limit.stop();
    }
  }

  #lose(error: SpeechError): void {
    if (this.#fault !== null) return;
    this.#fault = error;
    this.#live = null;
    if (this.#isBegun) this.#parts.lost(error);
  }
}

function limitOf(enough: AbortSignal): { over: Promise<null>; stop: () => void } {
  let stop = (): void => {};
  const over = new Promise<null>((resolve) => {
    const onOver = (): void => resolve(null);
    const timer = setTimeout(onOver, mostHearingMs);
    enough.addEventListener('abort', onOver, { once: true });
    if (enough.aborted) onOver();
    stop = () => {
      clearTimeout(timer);
      enough.removeEventListener('abort', onOver);
    };
  });
  return { over, stop };
}
