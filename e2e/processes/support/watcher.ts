import type { RealtimeEvent } from '@overmind/contracts/entities/event';
import type { LogLine } from '@overmind/contracts/entities/run';
import type { LogFrame, ServerFrame } from '@overmind/contracts/frames/client';
import { waitFor } from '@overmind/testing/wait-for';
import { WebSocket } from 'ws';
import type { Person } from './person.ts';

type Wanted = Partial<{ type: RealtimeEvent['type']; id: string }> & {
  patch?: (patch: Record<string, unknown>) => boolean;
};

/** A screen on one project: every frame of its socket, as it came. */
export class Watcher implements Disposable {
  readonly events: RealtimeEvent[] = [];
  readonly logFrames: LogFrame[] = [];
  closeCode: number | null = null;
  readonly #socket: WebSocket;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data) => this.#receive(JSON.parse(String(data)) as ServerFrame));
    socket.on('close', (code) => {
      this.closeCode = code;
    });
    socket.on('error', () => {}); // A close follows.
  }

  /** Sees every event after `afterSeq` and the log lines of every run. */
  static async open(person: Person, projectId: string, afterSeq = 0): Promise<Watcher> {
    const url = new URL('/ws', person.baseUrl.replace(/^http/, 'ws'));
    url.search = new URLSearchParams({
      project_id: projectId,
      after_seq: String(afterSeq),
      token: person.token,
    }).toString();
    const socket = new WebSocket(url);
    const watcher = new Watcher(socket);
    await waitFor(() => socket.readyState === WebSocket.OPEN, { what: 'the socket to open' });
    socket.send(JSON.stringify({ type: 'subscribe', run_id: '*' }));
    return watcher;
  }

  #receive(frame: ServerFrame): void {
    if ('entity' in frame && 'seq' in frame) this.events.push(frame);
    else if (frame.type === 'agent.run.log.appended') this.logFrames.push(frame);
  }

  lines(runId?: string): LogLine[] {
    return this.logFrames
      .filter((frame) => runId === undefined || frame.run_id === runId)
      .flatMap((frame) => frame.lines);
  }

  find({ type, id, patch }: Wanted): RealtimeEvent | undefined {
    return this.events.find(
      (event) =>
        (type === undefined || event.type === type) &&
        (id === undefined || event.entity.id === id) &&
        (patch === undefined || patch(event.entity.patch)),
    );
  }

  event(wanted: Wanted): Promise<RealtimeEvent> {
    const what = `the event ${wanted.type ?? ''} ${wanted.patch ?? ''}`;
    return waitFor(() => this.find(wanted), { what });
  }

  line(text: string): Promise<LogLine> {
    const what = `a log line with "${text}"`;
    return waitFor(() => this.lines().find((line) => line.message.includes(text)), { what });
  }

  [Symbol.dispose](): void {
    this.#socket.close();
  }
}
