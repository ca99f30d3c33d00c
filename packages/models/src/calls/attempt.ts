import type { LanguageModelV3StreamPart } from '@ai-sdk/provider';
import type { CatalogueEntry, ModelAttempt } from '@overmind/contracts/entities/model';
import { costOfCall } from '@overmind/domain/models/cost';
import { refOf } from '@overmind/domain/models/refs';
import { describeFailure } from '../failures/describe-failure.ts';
import { type Failure, ProviderFault } from '../failures/provider-fault.ts';
import { type Circumstances, countedAgainst, isOfProvider } from '../failures/whose-fault.ts';
import type { ModelLayer } from '../layer.ts';
import type { Watch } from '../outbound/watch.ts';
import type { ProviderAccess, Reservation, Turn } from '../ports.ts';
import { type Answer, AnswerBuilder, reportedMicros, usedTokens } from './answer.ts';
import type { CallRecord } from './call-record.ts';
import type { Sending } from './call-spec.ts';
import { type Shown, tellBreakers } from './tell-breakers.ts';

/** An attempt that failed, for the chain to go on from. */
export class AttemptFailed extends Error {
  override readonly name = 'AttemptFailed';
  readonly failure: Failure;
  /** No other model of its provider would do better now. */
  readonly isOfProvider: boolean;

  constructor(failure: Failure, known: Circumstances) {
    super(failure.words);
    this.failure = failure;
    this.isOfProvider = isOfProvider(failure, known);
  }
}

/** What an attempt holds until it is over. */
export interface Held {
  layer: ModelLayer;
  record: CallRecord;
  entry: CatalogueEntry;
  access: ProviderAccess;
  sending: Sending;
  reservation: Reservation;
  watch: Watch;
  turn: Turn;
  waitedMs: number;
  /** The caller's; when it is aborted, nothing is wrong with the model. */
  signal: AbortSignal;
  keep: ((answer: Answer) => Promise<void>) | null;
}

/** Ended here or on the way, while the model may have been at work on what it was sent. */
const leavesItAtWork = new Set<Failure['reason'] | null>([
  ...(['aborted', 'silent', 'timed_out', 'broken_off', 'answer_too_long'] as const),
]);

interface Took {
  tokens: number;
  /** Null where that is not known. */
  micros: number | null;
}

/** One attempt that is under way. It ends with its last part, with its first failure, or when it is given up. */
export class Attempt {
  readonly #held: Held;
  readonly #reader: ReadableStreamDefaultReader<LanguageModelV3StreamPart>;
  readonly #startedAt: number;
  readonly #builder = new AnswerBuilder();
  readonly #onAbort = (): void => void this.#breakOff();
  #firstTokenMs: number | null = null;
  #isOver = false;
  #failing: Promise<AttemptFailed> | null = null;
  #isHandedOver = false;

  constructor(held: Held, stream: ReadableStream<LanguageModelV3StreamPart>, startedAt: number) {
    this.#held = held;
    this.#reader = stream.getReader();
    this.#startedAt = startedAt;
    held.watch.signal.addEventListener('abort', this.#onAbort);
  }

  /** Whoever reads on from here may leave it unread: when it breaks off then, that is the end of its call, too. */
  handOver(): void {
    this.#isHandedOver = true;
    if (this.#failing !== null) void this.#breakOff();
  }

  /** What it holds is let go of when it breaks off, not when somebody reads that. */
  async #breakOff(): Promise<void> {
    const { record, watch, signal } = this.#held;
    try {
      await this.fail(watch.signal.reason);
      if (this.#isHandedOver) await record.close(signal.aborted ? 'aborted' : 'failed', null);
    } catch {
      // Whoever reads on is told of it.
    }
  }

  /** Null after the last part. Throws AttemptFailed. */
  async next(): Promise<LanguageModelV3StreamPart | null> {
    const part = await this.#read().catch(async (error) => {
      throw await this.fail(error);
    });
    // What the ledger throws is no fault of the model, and no reason to ask another.
    if (part?.type === 'finish') await this.#succeed();
    return part;
  }

  async #read(): Promise<LanguageModelV3StreamPart | null> {
    if (this.#builder.isFinished) return null;
    const { done, value } = await this.#reader.read();
    if (this.#failing !== null) throw await this.#failing;
    if (done) throw new ProviderFault('broken_off', brokenOff);
    if (value.type === 'error') throw value.error;
    if (value.type === 'finish') requireEnd(value);
    this.#builder.add(value);
    if (this.#builder.chars > 0) this.#firstTokenMs ??= this.#elapsed();
    return value;
  }

  #elapsed(): number {
    return Math.max(0, Math.round(this.#held.layer.ports.clock.now() - this.#startedAt));
  }

  async #succeed(): Promise<void> {
    const { answer } = this.#builder;
    if (answer === null) return;
    const { record, entry, keep } = this.#held;
    const told = { outcome: 'ok', reason: null, detail: null, http_status: 200 } as const;
    await this.#end(answer, told, null);
    await keep?.(answer);
    await record.close('ok', entry);
  }

  /** Ends the attempt, if it is not over; the error to throw. */
  fail(error: unknown): Promise<AttemptFailed> {
    this.#failing ??= this.#endFailed(error);
    return this.#failing;
  }

  async #endFailed(error: unknown): Promise<AttemptFailed> {
    const { watch, access, layer, signal } = this.#held;
    const failure = signal.aborted
      ? aborted
      : describeFailure(watch.fault ?? error, access, layer.ports.clock.now());
    const { reason, words, status } = failure;
    const known = { kind: access.kind, hasAnswered: watch.hasAnswered, isHurried: watch.isHurried };
    const told = { outcome: 'failed', reason, detail: words, http_status: status } as const;
    await this.#end(null, told, countedAgainst(failure, known));
    return new AttemptFailed(failure, known);
  }

  async #end(
    answer: Answer | null,
    told: Pick<ModelAttempt, 'outcome' | 'reason' | 'detail' | 'http_status'>,
    atFault: Shown['atFault'],
  ): Promise<void> {
    if (this.#isOver) return;
    this.#isOver = true;
    const { layer, record, entry, watch, waitedMs, turn, reservation } = this.#held;
    watch.signal.removeEventListener('abort', this.#onAbort);
    if (answer === null) watch[Symbol.dispose]();
    else void this.#drain();
    const ref = refOf(entry);
    const latency_ms = this.#elapsed();
    record.addAttempt({ ref, ...told, waited_ms: waitedMs, first_token_ms: this.#firstTokenMs, latency_ms });
    const isAnswered = answer !== null;
    tellBreakers(layer.ports, entry, { atFault, isAnswered, hasProviderAnswered: watch.hasAnswered });
    if (told.reason !== 'aborted') layer.measures.note(ref, { latencyMs: latency_ms, isFailed: !isAnswered });
    const { tokens, micros } = this.#addCost(answer, told.reason);
    await turn.leave(tokens);
    await reservation.settle(micros);
  }

  /** The end of a body comes right behind the last part; with it, its connection can be used again. */
  async #drain(): Promise<void> {
    const { watch } = this.#held;
    const limit = setTimeout(() => watch[Symbol.dispose](), mostDrainMs);
    try {
      while (!(await this.#reader.read()).done);
    } catch {
      // The answer is there already.
    } finally {
      clearTimeout(limit);
      watch[Symbol.dispose]();
    }
  }

  /** What it took. Of an answer that broke off, or came without numbers, that is estimated from what was sent and came. */
  #addCost(answer: Answer | null, reason: Failure['reason'] | null): Took {
    const { record, entry, access, sending, watch } = this.#held;
    const { chars } = this.#builder;
    const isAtWork = watch.mayCost && leavesItAtWork.has(reason);
    if (answer === null && chars === 0 && !isAtWork) return { tokens: 0, micros: 0 };
    const guess = { input: sending.inputTokens, output: Math.ceil(chars / 4) };
    const { isWhole, ...use } = usedTokens(answer?.usage ?? null, guess);
    const cost = costOfCall(answer && reportedMicros(access.kind, answer.usage), use, entry, isWhole);
    record.addCost(use, cost);
    return { tokens: use.input + use.output, micros: cost.micros };
  }
}

const mostDrainMs = 1_000;
const brokenOff = 'failed: its answer broke off before the end';
const aborted: Failure = {
  ...{ reason: 'aborted', words: 'was given up', status: null, retryAfterMs: null, isWorthRetry: false },
};

/** Libraries finish a stream that was cut with "other", and one that failed with "error". */
function requireEnd({ finishReason }: Extract<LanguageModelV3StreamPart, { type: 'finish' }>): void {
  if (finishReason.unified === 'other' && finishReason.raw === undefined)
    throw new ProviderFault('broken_off', brokenOff);
  if (finishReason.unified === 'error')
    throw new ProviderFault('provider_failed', 'failed: it ended its answer with an error');
}
