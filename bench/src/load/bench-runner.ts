import type { RunJob } from '@overmind/contracts/entities/run';
import {
  type RunnerFrame,
  runnerProtocol,
  type ServerToRunnerFrame,
} from '@overmind/contracts/frames/runner';
import { waitFor } from '@overmind/testing/wait-for';
import { WebSocket } from 'ws';

const mostInFlight = 4;

/** Speaks the runner's protocol without doing any work: holds runs and writes their logs. */
export class BenchRunner implements Disposable {
  readonly jobs: RunJob[] = [];
  readonly #socket: WebSocket;
  readonly #sentSeq = new Map<string, number>();
  readonly #ackedSeq = new Map<string, number>();
  #heartbeat: NodeJS.Timeout | undefined;
  #isWelcome = false;
  #wake: () => void = () => {};

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data) => this.#receive(JSON.parse(String(data)) as ServerToRunnerFrame));
  }

  static async connect(baseUrl: string, token: string, root: string): Promise<BenchRunner> {
    const socket = new WebSocket(`${baseUrl.replace('http', 'ws')}/ws/runner`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const runner = new BenchRunner(socket);
    await waitFor(() => socket.readyState === WebSocket.OPEN, { what: 'the channel to open' });
    runner.#send({
      type: 'hello',
      protocol: runnerProtocol,
      version: 'bench',
      platform: 'bench',
      labels: [],
      capacity: 20,
      allowed_roots: [root],
      live_runs: [],
    });
    await waitFor(() => runner.#isWelcome, { what: 'the welcome' });
    return runner;
  }

  #send(frame: RunnerFrame): void {
    this.#socket.send(JSON.stringify(frame));
  }

  #receive(frame: ServerToRunnerFrame): void {
    if (frame.type === 'welcome') {
      this.#isWelcome = true;
      this.#heartbeat = setInterval(() => this.#beat(), frame.heartbeat_ms);
    }
    if (frame.type === 'assign') this.jobs.push(frame.job);
    if (frame.type === 'log.ack') {
      this.#ackedSeq.set(frame.run_id, frame.acked_seq);
      this.#wake();
    }
    if (frame.type === 'refused') throw new Error(`the server refused a frame: ${frame.detail}`);
    if (frame.type === 'ask' && frame.question.kind === 'inspect')
      this.#approve(frame.ask_id, frame.question.path);
  }

  #beat(): void {
    const runs = this.jobs.map((job) => ({ run_id: job.run.id, lease_token: job.lease_token }));
    this.#send({ type: 'heartbeat', runs });
  }

  #approve(askId: string, path: string): void {
    const detected = { test: [], lint: [], build: [], format: [] };
    const inspection = {
      ok: true,
      repo_path: path,
      name: 'bench',
      has_git: true,
      default_branch: 'main',
      detected,
    } as const;
    this.#send({ type: 'answer', ask_id: askId, answer: { kind: 'inspect', inspection } });
  }

  async takeRun(): Promise<RunJob> {
    const known = this.jobs.length;
    this.#send({ type: 'claim', capacity: 1 });
    await waitFor(() => this.jobs.length > known, { what: 'a run', timeoutMs: 15_000 });
    return this.jobs[known] as RunJob;
  }

  /** Sends lines at once, without waiting for their acknowledgement. */
  write({ run, lease_token: leaseToken }: RunJob, messages: readonly string[]): void {
    const lines = messages.map((message) => ({
      stream: 'stdout' as const,
      message,
      created_at: new Date().toISOString(),
    }));
    this.#writeFrame(run.id, leaseToken, messages.length, JSON.stringify(lines));
  }

  #writeFrame(runId: string, leaseToken: string, howMany: number, lines: string): void {
    const firstSeq = (this.#sentSeq.get(runId) ?? 0) + 1;
    this.#sentSeq.set(runId, firstSeq + howMany - 1);
    const head = { type: 'log', run_id: runId, lease_token: leaseToken, first_seq: firstSeq };
    this.#socket.send(`${JSON.stringify(head).slice(0, -1)},"lines":${lines}}`);
  }

  /** Writes as fast as it is acknowledged, as the real runner does; gives how many lines became durable. */
  async flood(
    { run, lease_token: leaseToken }: RunJob,
    batches: readonly string[][],
    durationMs: number,
  ): Promise<number> {
    const createdAt = new Date().toISOString();
    const frames = batches.map((batch) => ({
      size: batch.length,
      lines: JSON.stringify(batch.map((message) => ({ stream: 'stdout', message, created_at: createdAt }))),
    }));
    const startSeq = this.#sentSeq.get(run.id) ?? 0;
    const end = performance.now() + durationMs;
    for (let index = 0; performance.now() < end; index++) {
      const { size, lines } = frames[index % frames.length] ?? { size: 0, lines: '[]' };
      this.#writeFrame(run.id, leaseToken, size, lines);
      await this.#acknowledged(run.id, (mostInFlight - 1) * size);
    }
    await this.#acknowledged(run.id, 0);
    return (this.#sentSeq.get(run.id) ?? 0) - startSeq;
  }

  /** Until at most `open` lines are unacknowledged. */
  async #acknowledged(runId: string, open: number): Promise<void> {
    while ((this.#sentSeq.get(runId) ?? 0) - (this.#ackedSeq.get(runId) ?? 0) > open) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  [Symbol.dispose](): void {
    clearInterval(this.#heartbeat);
    this.#socket.terminate();
  }
}
