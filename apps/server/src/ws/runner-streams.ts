import type { RunnerFrame, ServerToRunnerFrame } from '@overmind/contracts/frames/runner';
import type { LogWriter } from '@overmind/core/runs/log-writer';
import type { TranscriptWriter } from '@overmind/core/runs/transcript-writer';

/** The writers of a node, which all its channels share. */
export interface RunWriters {
  logs: LogWriter;
  transcripts: TranscriptWriter;
}

export type StreamFrame = Extract<RunnerFrame, { type: 'log' | 'transcript' }>;

export const isStreamFrame = (frame: RunnerFrame): frame is StreamFrame =>
  frame.type === 'log' || frame.type === 'transcript';

interface Answers {
  send: (frame: ServerToRunnerFrame) => void;
  fail: (frame: StreamFrame, error: unknown) => void;
}

/** The logs and transcripts that come over one channel; each frame is answered once it is durable. */
export class RunnerStreams {
  readonly #writers: RunWriters;
  readonly #runnerId: string;
  readonly #answers: Answers;
  #storing: Promise<unknown> = Promise.resolve();

  constructor(writers: RunWriters, runnerId: string, answers: Answers) {
    this.#writers = writers;
    this.#runnerId = runnerId;
    this.#answers = answers;
  }

  /** Resolves when what came so far is on the disk, or was refused. */
  get stored(): Promise<unknown> {
    return this.#storing;
  }

  store(frame: StreamFrame): void {
    const stored = this.#append(frame).then(
      (ack) => this.#answers.send(ack),
      (error: unknown) => this.#answers.fail(frame, error),
    );
    this.#storing = Promise.all([this.#storing, stored]);
  }

  async #append(frame: StreamFrame): Promise<ServerToRunnerFrame> {
    const { run_id: runId, lease_token: leaseToken, first_seq: firstSeq } = frame;
    const chunk = { runId, runnerId: this.#runnerId, leaseToken, firstSeq };
    if (frame.type === 'transcript') {
      const acked = await this.#writers.transcripts.append({ ...chunk, items: frame.steps });
      return { type: 'transcript.ack', run_id: runId, acked_seq: acked };
    }
    const lines = frame.lines.map(
      (line) => [line.stream, Date.parse(line.created_at), line.message] as const,
    );
    const acked = await this.#writers.logs.append({ ...chunk, lines });
    return { type: 'log.ack', run_id: runId, acked_seq: acked };
  }
}
