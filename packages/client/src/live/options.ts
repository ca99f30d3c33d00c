import type { RealtimeEvent } from '@overmind/contracts/entities/event';
import type { LogFrame, TranscriptFrame, TransientFrame } from '@overmind/contracts/frames/client';
import type { ReconnectLimits } from './reconnect-delay.ts';
import type { SocketConstructor } from './socket.ts';

/**
 * `connecting` until the server's hello; `closed` when the connection is lost (a new try is planned) or stopped.
 * `unauthenticated` and `forbidden` are final: only a new sign-in or membership helps.
 */
export type LiveState = 'connecting' | 'open' | 'closed' | 'unauthenticated' | 'forbidden';

export interface LiveHandlers {
  /** Every stored event after `afterSeq`, once, in order of `seq`, with no gap. */
  onEvent(event: RealtimeEvent): void;
  /** Events were missed for good: refetch, then call `resumeFrom` with the seq of what was fetched. */
  onResync(): void;
  /** Lines of runs that were subscribed to, each once, in order for each run. */
  onLog?(frame: LogFrame): void;
  /** Steps of the transcripts that were subscribed to, each once, in order for each run. */
  onTranscript?(frame: TranscriptFrame): void;
  /** Frames without a number: hello, runner.updated, presence.changed. */
  onTransient?(frame: TransientFrame): void;
  onState?(state: LiveState): void;
}

export interface LiveOptions extends LiveHandlers {
  /** Empty in a browser. */
  baseUrl: string;
  projectId: string;
  /** The event number that the caller's data is true at. */
  afterSeq: number;
  /** Read at each connection; without it the browser's session cookie signs in. */
  token?: () => string | undefined;
  WebSocket?: SocketConstructor;
  heartbeat?: { intervalMs: number; deadAfterMs: number };
  reconnect?: ReconnectLimits;
  random?: () => number;
}
