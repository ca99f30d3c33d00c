import type { VoiceServerFrame } from '@overmind/contracts/frames/voice';
import type { Call } from '@overmind/core/call';
import type { Core } from '@overmind/core/core';
import { type Capture, cancelCapture, TakenOverError } from '@overmind/core/voice/capture';
import { CaptureWriter } from '@overmind/core/voice/capture-writer';
import { textOf } from '@overmind/core/voice/correct';
import { type Finish, finishStoring, type Heard } from '@overmind/core/voice/finish';
import { mostBytesOf, samplesOf, shortestTurnMs } from '@overmind/core/voice/format';
import { stopCapture } from '@overmind/db/queries/voice/captures';
import type { RecordingRow } from '@overmind/db/queries/voice/recordings';
import { SpeechError } from '@overmind/speech/speech-error';
import { TurnHearing } from './turn-hearing.ts';

/** A door or a cough that began a turn is no recording. */
const longestSoundMs = 10_000;

interface TurnParts {
  core: Core;
  call: Call;
  capture: Capture;
  send: (frame: VoiceServerFrame) => void;
  /** What is being spoken cannot be stored any more. */
  onFailure: (error: unknown) => void;
  /** It turned out that this language is not heard here: nobody need speak on. */
  onRefusal: (error: SpeechError) => void;
}

const hearingLost =
  'You are no longer heard while you speak. Go on, and end it yourself: what is said is kept and heard then.';
const stillKept = 'What you say is kept as a recording.';

/** One spoken turn: what comes in is stored and, where it can be, heard at once. Ends by `leave`, `cancel` or `finish`. */
export class VoiceTurn {
  readonly #parts: TurnParts;
  readonly #writer: CaptureWriter;
  readonly #hearing: TurnHearing;
  #isEnding = false;

  constructor(parts: TurnParts) {
    this.#parts = parts;
    this.#writer = new CaptureWriter(parts.core, parts.capture, {
      stored: (bytes) => parts.send({ type: 'ack', bytes }),
      failed: parts.onFailure,
    });
    const { core, capture, send: tell } = parts;
    this.#hearing = new TurnHearing({ core, capture, tell, lost: (error) => this.#lose(error) });
  }

  get id(): string {
    return this.#parts.capture.id;
  }

  /**
   * Begins to hear, from the start where something is stored already. Speech that is away keeps nobody from speaking:
   * then the recording is heard later. Rejects with `SpeechError` for a language that is unknown here, and nothing stays.
   */
  async hear(): Promise<boolean> {
    try {
      await this.#hearing.begin();
    } catch (error) {
      if (!(error instanceof SpeechError))
        this.#parts.core.log.warn({ err: error }, 'a spoken turn is not heard live');
      else if (this.#isRefused(error)) {
        await this.cancel();
        throw error;
      }
    }
    return this.#hearing.isLive;
  }

  /** What was taken before it was known stays. */
  #isRefused({ fault }: SpeechError): boolean {
    return fault === 'language_unknown' && this.#writer.sizeBytes === 0;
  }

  #lose(error: SpeechError): void {
    // From here on it is heard from its recording, whoever waits for it.
    if (this.#isEnding) return;
    if (this.#isRefused(error)) return this.#parts.onRefusal(error);
    this.#parts.core.log.warn({ err: error }, 'a spoken turn is no longer heard live');
    const isUnknown = error.fault === 'language_unknown';
    this.#parts.send({
      type: 'hearing.lost',
      detail: isUnknown ? `${error.message} ${stillKept}` : hearingLost,
    });
  }

  /** False when it is as long as a turn may be; what is too much is not taken. */
  push(bytes: Buffer): boolean {
    const room = mostBytesOf(this.#parts.capture.format) - this.#writer.sizeBytes;
    const taken = bytes.subarray(0, Math.max(0, room));
    this.#writer.push(taken);
    this.#hearing.push(taken);
    return taken.length === bytes.length;
  }

  /** The line is gone: what came is stored, and waits to be gone on with. Rejects where it is not stored whole. */
  async leave(): Promise<void> {
    this.#isEnding = true;
    this.#hearing.cancel();
    await this.#writer.stop().finally(() => this.#writer.close());
  }

  /** Leaves it because of `error`, which was told already. */
  async leaveAfter(error: unknown): Promise<void> {
    await this.leave().catch((cause: unknown) => {
      if (cause !== error) this.#parts.core.log.warn({ err: cause }, 'a spoken turn was not stored whole');
    });
  }

  /** Rejects with `TakenOverError` when somebody else goes on with it. */
  async cancel(): Promise<void> {
    const { core, call, capture } = this.#parts;
    // What could not be stored need not be thrown away.
    await this.leave().catch(() => {});
    await cancelCapture(core, call, capture);
  }

  /**
   * Makes a recording of it; null where nothing was said. Rejects with `SpeechError` for what is no sound, and where it
   * could not be stored whole: then it waits to be gone on with. After `enough` its end is heard from the recording.
   */
  async finish(isSaid: boolean, enough: AbortSignal): Promise<RecordingRow | null> {
    const { core, capture } = this.#parts;
    this.#isEnding = true;
    // Heard while the rest is stored and the whole is written: whoever spoke waits for all of them.
    const hearing = this.#hearing.end(enough);
    const stored = { ...capture, size_bytes: this.#writer.sizeBytes };
    const finish = this.#stop(isSaid).then(async () => this.#toKeep(stored, await hearing, isSaid));
    try {
      return await finishStoring(core, stored, { content: this.#writer.content(), finish });
    } finally {
      this.#writer.close();
      this.#hearing.cancel();
    }
  }

  /** Resolves when all that was said is stored; from then on it is heard and said whatever becomes of this server. */
  async #stop(isSaid: boolean): Promise<void> {
    const { core, capture } = this.#parts;
    await this.#writer.stop();
    if (isSaid && !(await stopCapture(core.db, capture.id, capture.epoch))) throw new TakenOverError();
  }

  #toKeep(stored: Capture, heard: Heard | null, isSaid: boolean): Finish | null {
    const isNothing = heard !== null && textOf(heard.transcript.segments) === '';
    const leastMs = this.#hearing.isMereSound ? longestSoundMs : shortestTurnMs;
    return isNothing && lengthMs(stored) < leastMs ? null : { heard, isSaid };
  }
}

function lengthMs(capture: Capture): number {
  const format = samplesOf(capture.format);
  const perSecond = format === null ? 0 : format.rate * (format.encoding === 's16le' ? 2 : 4);
  return perSecond === 0 ? Number.POSITIVE_INFINITY : (capture.size_bytes / perSecond) * 1000;
}
