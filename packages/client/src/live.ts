import type { RealtimeEvent } from '@overmind/contracts/entities/event';
import type { ClientFrame, TransientFrame } from '@overmind/contracts/frames/client';
import { closeCodes, deadAfterMs, heartbeatIntervalMs } from '@overmind/contracts/frames/line';
import { isTransient, parseServerFrame } from './live/frames.ts';
import type { LiveOptions, LiveState } from './live/options.ts';
import { reconnectDelayMs, reconnectLimits } from './live/reconnect-delay.ts';
import { type Delivery, RunCursors } from './live/run-cursors.ts';
import { abandon, liveUrl, platformSocket, type SocketLike, socketOpen } from './live/socket.ts';

type Timer = ReturnType<typeof setTimeout>;

/** One project's live connection, which heals itself. Whoever makes it calls `start` and, in the end, `stop`. */
export class LiveClient {
  readonly #options: LiveOptions;
  readonly #cursors = new RunCursors();
  #socket: SocketLike | undefined;
  #state: LiveState = 'closed';
  #lastSeq: number;
  #attempt = 0;
  #isResyncing = false;
  #retryTimer: Timer | undefined;
  #heartbeatTimer: Timer | undefined;
  #lastHeardAt = 0;

  constructor(options: LiveOptions) {
    this.#options = options;
    this.#lastSeq = options.afterSeq;
  }

  get state(): LiveState {
    return this.#state;
  }
  /** The number of the last event that was delivered. */
  get lastSeq(): number {
    return this.#lastSeq;
  }

  start(): void {
    if (this.#socket === undefined && this.#retryTimer === undefined) this.#connect();
  }

  stop(): void {
    this.#drop();
    this.#setState('closed');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.stop();
  }

  /** Ends a planned wait, e.g. because the network is back or the person asked for it. */
  retryNow(): void {
    if (this.#retryTimer === undefined) return;
    this.#attempt = 0;
    this.#drop();
    this.#connect();
  }

  /** Goes on after a resync from data that is true at `seq`. */
  resumeFrom(seq: number): void {
    this.#lastSeq = seq;
    this.#isResyncing = false;
    this.#drop();
    this.#connect();
  }

  /**
   * Follows a run's log after a line and, where a number is given, its transcript after a step; on reconnect each goes
   * on after the last that was delivered.
   */
  subscribe(runId: string, afterSeq = 0, transcriptAfterSeq?: number): void {
    this.#send(this.#cursors.subscribe(runId, afterSeq, transcriptAfterSeq));
  }

  unsubscribe(runId: string): void {
    this.#send(this.#cursors.unsubscribe(runId));
  }

  #connect(): void {
    const { baseUrl, projectId, token } = this.#options;
    const Socket = this.#options.WebSocket ?? platformSocket();
    this.#setState('connecting');
    const socket = new Socket(liveUrl({ baseUrl, projectId, afterSeq: this.#lastSeq, token: token?.() }));
    this.#socket = socket;
    this.#lastHeardAt = Date.now();
    socket.onmessage = (event) => this.#receive(event.data);
    socket.onclose = (event) => this.#lost(event.code);
    socket.onerror = () => undefined; // a close always follows and carries the code
    this.#scheduleHeartbeat();
  }

  #drop(): void {
    clearTimeout(this.#retryTimer);
    clearTimeout(this.#heartbeatTimer);
    this.#retryTimer = undefined;
    if (this.#socket !== undefined) abandon(this.#socket);
    this.#socket = undefined;
  }

  #lost(code: number): void {
    this.#drop();
    if (code === closeCodes.unauthenticated) return this.#setState('unauthenticated');
    if (code === closeCodes.forbidden) return this.#setState('forbidden');
    this.#setState('closed');
    if (this.#isResyncing) return;
    const delayMs = reconnectDelayMs(
      this.#attempt,
      this.#options.reconnect ?? reconnectLimits,
      this.#options.random ?? Math.random,
    );
    this.#attempt += 1;
    this.#retryTimer = setTimeout(() => {
      this.#retryTimer = undefined;
      this.#connect();
    }, delayMs);
  }

  #scheduleHeartbeat(): void {
    const limits = this.#options.heartbeat ?? { intervalMs: heartbeatIntervalMs, deadAfterMs };
    this.#heartbeatTimer = setTimeout(() => {
      if (Date.now() - this.#lastHeardAt >= limits.deadAfterMs) return this.#lost(1006);
      this.#send({ type: 'ping' });
      this.#scheduleHeartbeat();
    }, limits.intervalMs);
  }

  #receive(data: unknown): void {
    this.#lastHeardAt = Date.now();
    const frame = parseServerFrame(data);
    if (frame === null) return this.#lost(closeCodes.bad_frame);
    if (this.#isResyncing) return;
    if (isTransient(frame)) this.#receiveTransient(frame);
    else this.#receiveEvent(frame);
  }

  #receiveEvent(event: RealtimeEvent): void {
    if (event.seq <= this.#lastSeq) return;
    if (event.seq > this.#lastSeq + 1) return this.#resync();
    this.#lastSeq = event.seq;
    this.#options.onEvent(event);
  }

  #receiveTransient(frame: TransientFrame): void {
    switch (frame.type) {
      case 'ping':
        return this.#send({ type: 'pong' });
      case 'pong':
        return;
      case 'resync.required':
        return this.#resync();
      case 'agent.run.log.appended':
        return this.#deliver(frame.run_id, this.#cursors.acceptLines(frame), (rest) =>
          this.#options.onLog?.(rest),
        );
      case 'agent.run.transcript.appended':
        return this.#deliver(frame.run_id, this.#cursors.acceptSteps(frame), (rest) =>
          this.#options.onTranscript?.(rest),
        );
      case 'hello':
        this.#options.onTransient?.(frame);
        // A number below ours means another history: the server was restored from a backup.
        if (frame.seq < this.#lastSeq) return this.#resync();
        return this.#opened();
      default:
        this.#options.onTransient?.(frame);
    }
  }

  #deliver<Frame>(runId: string, delivery: Delivery<Frame>, deliver: (frame: Frame) => void): void {
    if (delivery.kind === 'deliver') deliver(delivery.frame);
    if (delivery.kind === 'gap') this.#send(this.#cursors.again(runId));
  }

  #opened(): void {
    this.#attempt = 0;
    this.#setState('open');
    for (const frame of this.#cursors.resumeFrames()) this.#send(frame);
  }

  #resync(): void {
    this.#isResyncing = true;
    this.#options.onResync();
  }

  #send(frame: ClientFrame): void {
    const isHandshakeDone = this.#state === 'open' || frame.type === 'pong' || frame.type === 'ping';
    if (isHandshakeDone && this.#socket?.readyState === socketOpen) this.#socket.send(JSON.stringify(frame));
  }

  #setState(state: LiveState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#options.onState?.(state);
  }
}
