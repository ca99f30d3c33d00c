import { soundsUnfinished } from '../activity/endpoint.ts';
import { Framer } from '../activity/frames.ts';
import { frameMs, frameSize, type SpeechMeter } from '../activity/silero.ts';
import type { Utterance } from '../activity/utterance.ts';
import { type ActivityEvent, streamCuts, Utterances } from '../activity/utterances.ts';
import { speechRate } from '../pcm.ts';
import type { RecognitionOptions, RecognitionStream, StreamEvent } from '../recognition.ts';
import { SpeechError } from '../speech-error.ts';
import { Agreement } from './agreement.ts';
import { type Ears, languageFor, phrasesFor } from './ears.ts';
import { type Context, type Heard, hear } from './hear.ts';
import { Occasions } from './occasions.ts';
import type { Phrases } from './phrases.ts';
import { closed } from './spelling.ts';
import { joinWritten } from './written.ts';

/** More than this is not kept for a machine that cannot follow; a line that is back brings a whole turn at once. */
const mostWaitingS = 130;
/** With more than this to catch up, nothing is heard in between. */
const mostBehindS = 0.5;
/** What was said within this time before, and is no longer than this, is listened to once more. */
const nearS = 1.5;
const longestContextS = 6;

/** Hears speech while it is spoken (`Recogniser.open`). */
export function hearLive(
  ears: Ears,
  options: RecognitionOptions,
  tell: (event: StreamEvent) => void,
  fail: (error: SpeechError) => void = () => {},
): RecognitionStream {
  languageFor(ears, options.language);
  const stream = new LiveHearing(ears, phrasesFor(ears, options), { tell, fail });
  return {
    isLive: true,
    push: (samples) => stream.push(samples),
    end: () => stream.end(),
    cancel: () => stream.cancel(),
  };
}

interface Listener {
  tell: (event: StreamEvent) => void;
  fail: (error: SpeechError) => void;
}

class LiveHearing {
  readonly #ears: Ears;
  readonly #phrases: Phrases;
  readonly #listener: Listener;
  readonly #meter: SpeechMeter;
  readonly #framer = new Framer();
  readonly #utterances = new Utterances(streamCuts);
  readonly #agreement = new Agreement();
  readonly #occasions = new Occasions();
  readonly #cancelled = new AbortController();
  #waiting: Float32Array[] = [];
  #work: Promise<void> | null = null;
  #failure: SpeechError | null = null;
  #hasEnded = false;
  #foreseen: Heard | null = null;
  /** What was cut off in this pause calls for more. */
  #isCutUnfinished = false;
  #before: (Context & { end_s: number }) | null = null;

  constructor(ears: Ears, phrases: Phrases, listener: Listener) {
    this.#ears = ears;
    this.#phrases = phrases;
    this.#listener = listener;
    this.#meter = ears.detector.newMeter();
  }

  push(samples: Float32Array): void {
    if (this.#hasEnded || this.#failure) return;
    this.#waiting.push(...this.#framer.push(samples));
    if (this.#behindS > mostWaitingS)
      this.#breakOff(new SpeechError('busy', 'This machine is too slow to hear while somebody speaks.'));
    this.#start();
  }

  async end(): Promise<void> {
    const rest = this.#hasEnded ? null : this.#framer.flush();
    if (rest !== null) this.#waiting.push(rest);
    this.#hasEnded = true;
    this.#start();
    await this.#work;
    if (this.#failure) throw this.#failure;
    if (!this.#cancelled.signal.aborted) await this.#handle(this.#utterances.flush());
  }

  cancel(): void {
    this.#hasEnded = true;
    this.#waiting = [];
    this.#cancelled.abort();
  }

  #breakOff(error: SpeechError): void {
    if (this.#failure || this.#cancelled.signal.aborted) return;
    this.#failure = error;
    this.cancel();
    this.#listener.fail(error);
  }

  get #behindS(): number {
    return (this.#waiting.length * frameSize) / speechRate;
  }

  get #isUnfinished(): boolean {
    return this.#foreseen === null ? this.#isCutUnfinished : soundsUnfinished(this.#foreseen.text);
  }

  #start(): void {
    // What ends at once has forgotten its own promise before it is kept here.
    if (this.#waiting.length > 0) this.#work ??= this.#hearWaiting();
  }

  /** Ends only when nothing waits, so whoever awaits it and adds nothing knows that all is heard. */
  async #hearWaiting(): Promise<void> {
    try {
      for (let samples = this.#waiting.shift(); samples !== undefined; samples = this.#waiting.shift()) {
        const probability = await this.#meter.measure(samples);
        this.#occasions.pass(frameMs);
        await this.#handle(this.#utterances.push({ samples, probability }, this.#isUnfinished));
        await this.#hearSoFar();
      }
    } catch (error) {
      this.#breakOff(
        new SpeechError('failed', 'What was said could not be heard to its end.', { cause: error }),
      );
    } finally {
      this.#work = null;
    }
  }

  async #handle(events: readonly ActivityEvent[]): Promise<void> {
    for (const event of events) {
      if (event.type === 'utterance') await this.#finish(event.utterance, event.isEnd);
      else if (event.type === 'started') this.#say({ type: 'speech_started', at_s: event.at_s });
      else this.#say({ type: 'speech_ended', at_s: event.at_s, is_unfinished: this.#isUnfinished });
    }
  }

  async #hearSoFar(): Promise<void> {
    const pauseMs = this.#utterances.pauseMs;
    if (pauseMs === null) return;
    if (pauseMs === 0) {
      this.#forgetEnd();
      this.#isCutUnfinished = false;
    }
    if (!this.#occasions.isDue(pauseMs) || this.#behindS > mostBehindS) return;
    const utterance = this.#utterances.current();
    if (utterance === null) return;
    const behindS = this.#behindS;
    const heard = await this.#hear(utterance);
    this.#occasions.heard({ pauseMs, tookMs: (this.#behindS - behindS) * 1000 });
    if (pauseMs > 0) this.#foreseen = heard;
    if (heard.text !== '') this.#say({ type: 'partial', ...this.#agreement.add(heard.words) });
  }

  #forgetEnd(): void {
    this.#foreseen = null;
    this.#occasions.endPause();
  }

  async #finish(utterance: Utterance, isEnd: boolean): Promise<void> {
    const { text, confidence, words } = this.#foreseen ?? (await this.#hear(utterance));
    const { start_s, end_s, samples } = utterance;
    this.#forgetEnd();
    this.#isCutUnfinished = soundsUnfinished(text);
    this.#agreement.clear();
    this.#before = text === '' ? null : { samples, end_s, written: joinWritten(words) };
    const said = isEnd ? closed(text) : text;
    if (said !== '') this.#say({ type: 'segment', segment: { start_s, end_s, text: said, confidence } });
  }

  async #hear({ samples, start_s }: Utterance): Promise<Heard> {
    const prefix = this.#agreement.agreed;
    const before = this.#contextAt(start_s);
    const signal = this.#cancelled.signal;
    return hear(this.#ears.moonshine, samples, { phrases: this.#phrases, prefix, before, signal });
  }

  /** Two words after a pause are heard much better with the sentence that they belong to. */
  #contextAt(start_s: number): Context | null {
    const before = this.#before;
    const isNear = before !== null && start_s - before.end_s < nearS;
    return isNear && before.samples.length < longestContextS * speechRate ? before : null;
  }

  #say(event: StreamEvent): void {
    if (!this.#cancelled.signal.aborted) this.#listener.tell(event);
  }
}
