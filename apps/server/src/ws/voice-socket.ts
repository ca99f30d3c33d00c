import { closeCodes } from '@overmind/contracts/frames/line';
import {
  maxUtteranceMs,
  maxVoiceFramesPerSecond,
  VoiceClientFrame,
  type VoiceServerFrame,
  voiceCloseCodes,
  voiceFramesCountedMs,
} from '@overmind/contracts/frames/voice';
import type { Core } from '@overmind/core/core';
import type { Capture } from '@overmind/core/voice/capture';
import { awaitHeard, finalFrames } from '@overmind/core/voice/final';
import { prepareVoice } from '@overmind/core/voice/prepare';
import type { WebSocket } from 'ws';
import { guardSocket } from './socket-guard.ts';
import { VoiceClocks } from './voice-clocks.ts';
import { isForeseen, refusalOf, tooLongError, toVoiceError } from './voice-errors.ts';
import { VoiceQueue } from './voice-queue.ts';
import { findCapture, finishedFrames, type VoicePlace } from './voice-start.ts';
import { VoiceTurn } from './voice-turn.ts';

type Start = Extract<VoiceClientFrame, { type: 'start' }>;

const betweenTurnsMs = 60_000;
const silentLineMs = 15_000;

/** One microphone: turns that are spoken one after the other. What arrives is dealt with in its order. */
export class VoiceSocket {
  readonly #core: Core;
  readonly #socket: WebSocket;
  readonly #place: VoicePlace;
  readonly #silentMs: number;
  readonly #gone = new AbortController();
  readonly #hurry = new AbortController();
  readonly #queue = new VoiceQueue((error, turnId) => this.#fail(error, turnId ?? this.#turn?.id ?? null));
  readonly #clocks = new VoiceClocks(this.#queue);
  readonly #prepared: Promise<void>;
  #turn: VoiceTurn | null = null;
  #isClosing = false;

  /** A line in the middle of a turn is given up when nothing came for `silentMs`. */
  constructor(core: Core, socket: WebSocket, place: VoicePlace, silentMs = silentLineMs) {
    this.#core = core;
    this.#socket = socket;
    this.#place = place;
    this.#silentMs = silentMs;
    socket.once('close', () => this.#leave());
    this.#wait();
    this.#prepared = this.#prepare();
    guardSocket(socket, (value) => this.#receive(value), {
      maxFramesPerSecond: maxVoiceFramesPerSecond,
      framesCountedMs: voiceFramesCountedMs,
      receiveBytes: (bytes) => {
        if (!this.#isClosing && !this.#queue.addSound(bytes, (each) => this.#push(each)))
          socket.close(closeCodes.too_many_frames, 'too much sound at once');
      },
    });
  }

  /** Resolves when what came is stored and what was ended is finished; in a hurry its end is heard from the recording. */
  async settled(isHurry = false): Promise<void> {
    if (isHurry) this.#hurry.abort();
    await Promise.all([this.#queue.settled(), this.#prepared]);
  }

  /** Whoever dials is about to speak: what hears and what says the answer are loaded meanwhile. */
  #prepare(): Promise<void> {
    const tell = (is_loading: boolean) => this.#send({ type: 'hearing', is_loading });
    return prepareVoice(this.#core, this.#place.projectId, tell, this.#gone.signal).catch((err: unknown) => {
      this.#core.log.warn({ err }, 'what hears and speaks was not loaded beforehand');
    });
  }

  #receive(value: unknown): void {
    const parsed = VoiceClientFrame.safeParse(value);
    if (!parsed.success) return this.#socket.close(closeCodes.bad_frame, refusalOf(parsed.error));
    const frame = parsed.data;
    switch (frame.type) {
      case 'ping':
        return this.#send({ type: 'pong' });
      case 'start':
        return this.#queue.add(() => this.#start(frame), frame.resume_id);
      case 'stop':
        return this.#queue.add(() => this.#finish(true));
      case 'cancel':
        return this.#queue.add(() => this.#cancel());
    }
  }

  #push(bytes: Buffer): Promise<void> | void {
    this.#wait();
    if (this.#turn?.push(bytes) === false) return this.#endTooLong();
  }

  async #start(start: Start): Promise<void> {
    if (this.#turn !== null) return this.#socket.close(closeCodes.bad_frame, 'a turn is going on');
    const capture = await this.#pausing(findCapture(this.#core, this.#place, start));
    if (capture === null)
      return this.#answer(await finishedFrames(this.#core, this.#place, start, this.#gone.signal));
    const turn = this.#begin(capture);
    // Its speaker had ended it; only the answer is missing.
    if (capture.stopped_at !== null) return this.#finish(true);
    const isLive = await this.#pausing(turn.hear());
    if (this.#gone.signal.aborted || !this.#isGoingOn(turn)) return;
    this.#clocks.beginTurn(maxUtteranceMs + this.#silentMs, () => this.#endTooLong());
    const { size_bytes: acked_bytes } = capture;
    this.#answer([{ type: 'ready', recording_id: turn.id, acked_bytes, is_live: isLive }]);
  }

  /** The microphone waits until there is a place for what it hears, and no longer: pings wait with it. */
  async #pausing<T>(work: Promise<T>): Promise<T> {
    this.#socket.pause();
    return work.finally(() => this.#socket.resume());
  }

  #begin(capture: Capture): VoiceTurn {
    const turn: VoiceTurn = new VoiceTurn({
      ...{ core: this.#core, call: this.#place.call, capture },
      send: (frame) => this.#send(frame),
      onFailure: (error) => (this.#isGoingOn(turn) ? this.#fail(error, turn.id) : undefined),
      onRefusal: (error) => this.#queue.add(() => this.#refuse(turn, error), turn.id),
    });
    this.#turn = turn;
    return turn;
  }

  async #refuse(turn: VoiceTurn, error: unknown): Promise<void> {
    if (!this.#isGoingOn(turn)) return;
    this.#endTurn();
    await turn.cancel();
    this.#fail(error, turn.id);
  }

  #isGoingOn(turn: VoiceTurn): boolean {
    return this.#turn === turn;
  }

  /** From here on nothing is added to the turn. */
  #endTurn(): VoiceTurn | null {
    const turn = this.#turn;
    this.#turn = null;
    this.#clocks.endTurn();
    return turn;
  }

  async #finish(isSaid: boolean, before: readonly VoiceServerFrame[] = []): Promise<void> {
    const turn = this.#endTurn();
    if (turn === null) return;
    try {
      const row = await turn.finish(isSaid, this.#hurry.signal);
      const done = row && (await awaitHeard(this.#core, row, this.#gone.signal));
      this.#answer([...before, ...(await finalFrames(this.#core, done, { isSaid }))]);
    } catch (error) {
      this.#fail(error, turn.id);
    }
  }

  #answer(frames: readonly VoiceServerFrame[]): void {
    for (const frame of frames) this.#send(frame);
    this.#wait();
  }

  async #cancel(): Promise<void> {
    const turn = this.#endTurn();
    try {
      await turn?.cancel();
      this.#answer([{ type: 'canceled' }]);
    } catch (error) {
      this.#fail(error, turn?.id ?? null);
    }
  }

  /** What was heard so far is kept, and not acted on. Why comes with it: whoever is told so waits no longer for the text. */
  async #endTooLong(): Promise<void> {
    this.#isClosing = true;
    await this.#finish(false, this.#turn === null ? [] : [tooLongError(this.#turn.id)]);
    this.#socket.close(voiceCloseCodes.too_long, 'the turn is too long');
  }

  /** The line may be dead: its turn waits to be gone on with. */
  async #fallIdle(): Promise<void> {
    try {
      await this.#endTurn()?.leave();
    } finally {
      this.#socket.close(voiceCloseCodes.idle, 'nothing came');
    }
  }

  #fail(error: unknown, turnId: string | null): void {
    const turn = this.#endTurn();
    if (turn !== null) this.#queue.add(() => turn.leaveAfter(error));
    if (!isForeseen(error)) this.#core.log.error({ err: error }, 'a spoken turn failed');
    const frame = toVoiceError(error, turnId);
    this.#send(frame);
    if (frame.code === 'not_resumable')
      this.#socket.close(voiceCloseCodes.taken_over, 'gone on with elsewhere');
    else this.#wait();
  }

  #wait(): void {
    this.#clocks.awaitMore(this.#turn === null ? betweenTurnsMs : this.#silentMs, () => this.#fallIdle());
  }

  #leave(): void {
    this.#gone.abort();
    this.#clocks.stop();
    this.#queue.add(() => this.#endTurn()?.leave());
  }

  #send(frame: VoiceServerFrame): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(JSON.stringify(frame));
  }
}
