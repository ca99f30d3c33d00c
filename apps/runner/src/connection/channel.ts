import { closeCodes } from '@overmind/contracts/frames/line';
import {
  maxRunnerFrameBytes,
  type RunnerFrame,
  type RunnerHello,
  ServerToRunnerFrame,
} from '@overmind/contracts/frames/runner';
import WebSocket, { type RawData } from 'ws';
import type { Limits } from '../limits.ts';

export type Welcome = Extract<ServerToRunnerFrame, { type: 'welcome' }>;
export interface ChannelEnd {
  /** `turned_away`: the server speaks another protocol. */
  kind: 'lost' | 'revoked' | 'turned_away';
  detail: string;
}

export interface ChannelOptions {
  url: string;
  token: string;
  hello: () => RunnerHello;
  limits: Limits;
  onWelcome: (welcome: Welcome) => void;
  onFrame: (frame: Exclude<ServerToRunnerFrame, Welcome>) => void;
}

const revokedCloses: readonly number[] = [closeCodes.unauthenticated, closeCodes.forbidden];
const revokedStatuses = [401, 403];

/** One WebSocket from dial to close: hello, welcome, frames checked both for shape and for signs of life. */
export class Channel {
  readonly #socket: WebSocket;
  readonly #options: ChannelOptions;
  readonly ended: Promise<ChannelEnd>;
  #isWelcome = false;
  #heardAt = performance.now();
  #helloTimer: NodeJS.Timeout | null = null;
  #pingTimer: NodeJS.Timeout | null = null;
  #detail = '';
  #status = 0;

  constructor(options: ChannelOptions) {
    this.#options = options;
    this.#socket = new WebSocket(options.url, {
      headers: { authorization: `Bearer ${options.token}` },
      perMessageDeflate: false,
      maxPayload: maxRunnerFrameBytes,
      handshakeTimeout: options.limits.helloTimeoutMs,
    });
    this.ended = new Promise((resolve) => this.#listen(resolve));
  }

  get isWelcome(): boolean {
    return this.#isWelcome && this.#socket.readyState === WebSocket.OPEN;
  }

  send(frame: RunnerFrame | Buffer): void {
    this.#socket.send(Buffer.isBuffer(frame) ? frame : JSON.stringify(frame), { binary: false });
  }

  /** Says goodbye; cut when the server does not answer it soon. */
  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
    this.#helloTimer ??= setTimeout(() => this.#socket.terminate(), 1_000);
  }

  terminate(detail: string): void {
    this.#detail ||= detail;
    this.#socket.terminate();
  }

  #listen(resolve: (end: ChannelEnd) => void): void {
    const socket = this.#socket;
    const heard = (): void => {
      this.#heardAt = performance.now();
    };
    socket.on('open', () => this.#open());
    socket.on('ping', heard).on('pong', heard);
    socket.on('message', (data, isBinary) => {
      heard();
      this.#receive(data, isBinary);
    });
    socket.on('unexpected-response', (_, response) => {
      this.#status = response.statusCode ?? 0;
      this.terminate(`the server answered ${this.#status}`);
    });
    socket.on('error', (error) => {
      this.#detail ||= error.message;
    });
    socket.once('close', (code, reason) => {
      this.#stopTimers();
      const detail = this.#detail || reason.toString() || `closed with ${code}`;
      resolve({ kind: endOf(code, this.#status), detail });
    });
  }

  #open(): void {
    const { limits, hello } = this.#options;
    this.send(hello());
    this.#helloTimer = setTimeout(() => this.terminate('the server sent no welcome'), limits.helloTimeoutMs);
    this.#pingTimer = setInterval(() => {
      if (performance.now() - this.#heardAt > limits.deadAfterMs) this.terminate('the server fell silent');
      else this.#socket.ping();
    }, limits.pingMs);
  }

  #receive(data: RawData, isBinary: boolean): void {
    const frame = isBinary ? null : parseFrame(data);
    if (frame === null || !this.#accept(frame)) {
      this.#detail ||= 'the server sent a frame that this runner does not understand';
      this.#socket.close(4400, 'frame not understood');
    }
  }

  #accept(frame: ServerToRunnerFrame): boolean {
    if (frame.type !== 'welcome') {
      if (this.#isWelcome) this.#options.onFrame(frame);
      return this.#isWelcome;
    }
    if (this.#isWelcome) return false;
    if (this.#helloTimer !== null) clearTimeout(this.#helloTimer);
    this.#helloTimer = null;
    this.#isWelcome = true;
    this.#options.onWelcome(frame);
    return true;
  }

  #stopTimers(): void {
    if (this.#helloTimer !== null) clearTimeout(this.#helloTimer);
    if (this.#pingTimer !== null) clearInterval(this.#pingTimer);
  }
}

function endOf(code: number, status: number): ChannelEnd['kind'] {
  if (revokedCloses.includes(code) || revokedStatuses.includes(status)) return 'revoked';
  return code === closeCodes.other_protocol ? 'turned_away' : 'lost';
}

function parseFrame(data: RawData): ServerToRunnerFrame | null {
  try {
    const parsed = ServerToRunnerFrame.safeParse(JSON.parse(data.toString()));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
