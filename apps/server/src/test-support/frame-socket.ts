import { waitFor } from '@overmind/testing/wait-for';
import { WebSocket } from 'ws';

export interface Closed {
  code: number;
  reason: string;
}

/** One end of a socket of JSON frames, which keeps all it was sent. */
export class FrameSocket<Sent, Received extends { type: string }> {
  readonly frames: Received[] = [];
  readonly socket: WebSocket;
  readonly closed: Promise<Closed>;
  closedWith: Closed | null = null;
  /** The HTTP status of a refused upgrade. */
  refusedWith: number | null = null;

  constructor(url: string, headers: Record<string, string> = {}) {
    this.socket = new WebSocket(url, { headers, perMessageDeflate: false });
    this.socket.on('message', (data) => this.frames.push(JSON.parse(String(data)) as Received));
    this.socket.on('unexpected-response', (_request, response) => {
      this.refusedWith = response.statusCode ?? 0;
      response.destroy();
      this.socket.terminate();
    });
    this.socket.on('error', () => {});
    this.closed = new Promise((resolve) => {
      this.socket.once('close', (code, reason) => {
        this.closedWith = { code, reason: String(reason) };
        resolve(this.closedWith);
      });
    });
  }

  send(frame: Sent): void {
    this.socket.send(JSON.stringify(frame));
  }

  all<T extends Received['type']>(type: T): Extract<Received, { type: T }>[] {
    return this.frames.filter((frame): frame is Extract<Received, { type: T }> => frame.type === type);
  }

  /** The first frame of a type that fits, whether it came already or is still to come. */
  async waitFor<T extends Received['type']>(
    type: T,
    fits: (frame: Extract<Received, { type: T }>) => boolean = () => true,
  ): Promise<Extract<Received, { type: T }>> {
    const find = () => this.all(type).find(fits);
    return waitFor(find, { what: `a ${type} frame` });
  }

  async close(): Promise<void> {
    if (this.socket.readyState === WebSocket.CONNECTING) this.socket.terminate();
    else this.socket.close();
    await this.closed;
  }
}
