import type { RealtimeEvent } from '@overmind/contracts/entities/event';
import type { ClientFrame, ServerFrame } from '@overmind/contracts/frames/client';
import { FrameSocket } from './frame-socket.ts';

interface ViewerOptions {
  token?: string;
  projectId: string;
  afterSeq?: number | string;
  headers?: Record<string, string>;
}

/** A program that watches a project over `/ws`. */
export class TestViewer extends FrameSocket<ClientFrame, ServerFrame> {
  constructor(server: { port: number }, { token, projectId, afterSeq, headers = {} }: ViewerOptions) {
    const query = new URLSearchParams({ project_id: projectId });
    if (afterSeq !== undefined) query.set('after_seq', String(afterSeq));
    const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
    super(`ws://127.0.0.1:${server.port}/ws?${query}`, { ...authorization, ...headers });
  }

  get events(): RealtimeEvent[] {
    return this.frames.filter((frame): frame is RealtimeEvent => 'entity' in frame && 'seq' in frame);
  }

  get seqs(): number[] {
    return this.events.map((event) => event.seq);
  }

  /** The log lines of a run, as they came. */
  linesOf(runId: string): string[] {
    return this.all('agent.run.log.appended')
      .filter((frame) => frame.run_id === runId)
      .flatMap((frame) => frame.lines.map((line) => `${line.seq} ${line.message}`));
  }

  /** The numbers of the steps of a run, as they came. */
  stepsOf(runId: string): number[] {
    return this.all('agent.run.transcript.appended')
      .filter((frame) => frame.run_id === runId)
      .flatMap((frame) => frame.changes.map((change) => change.seq));
  }

  /** A viewer that was told hello. */
  static async open(server: { port: number }, options: ViewerOptions): Promise<TestViewer> {
    const viewer = new TestViewer(server, options);
    await viewer.waitFor('hello');
    return viewer;
  }
}

export const seqsBetween = (first: number, last: number): number[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
