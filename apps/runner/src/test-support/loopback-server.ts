import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RunJob } from '@overmind/contracts/entities/run';
import type { TranscriptEntry, TranscriptStep } from '@overmind/contracts/entities/transcript';
import type { RunnerQuestion } from '@overmind/contracts/frames/questions';
import { type LogInput, RunnerFrame, type ServerToRunnerFrame } from '@overmind/contracts/frames/runner';
import { waitFor } from '@overmind/testing/wait-for';
import { type WebSocket, WebSocketServer } from 'ws';
import { AgentTokens } from './agent-tokens.ts';
import { RunBudgets } from './run-budgets.ts';
import { RunTurns } from './run-turns.ts';

type Of<T extends RunnerFrame['type']> = Extract<RunnerFrame, { type: T }>;
export interface StoredArtifact {
  runId: string;
  kind: string;
  name: string;
  bytes: Buffer;
  sha256: string;
}

/** The server's side of the runner channel, as strict as the real one, over real sockets. */
export class LoopbackServer implements AsyncDisposable {
  readonly frames: RunnerFrame[] = [];
  readonly artifacts: StoredArtifact[] = [];
  /** What the runner did that the protocol forbids. */
  readonly violations: string[] = [];
  readonly invalidLeases = new Set<string>();
  readonly token = `runner-token-${randomUUID()}`;
  heartbeatMs = 50;
  isAcknowledging = true;
  isAnsweringHeartbeats = true;
  isRefusingUpgrades: number | null = null;
  isRefusingUploads = false;
  /** What coding agents call it with, and how often each was renewed and ended. */
  readonly agentTokens = new AgentTokens();
  /** What runs ask to set aside for their calls of models. */
  readonly budgets = new RunBudgets();
  /** What runs ask of whose turn it is. */
  readonly turns = new RunTurns();
  readonly #lines = new Map<string, LogInput[]>();
  readonly #steps = new Map<string, TranscriptStep[]>();
  readonly #answers = new Map<string, (answer: Of<'answer'>['answer']) => void>();
  readonly #http: Server;
  readonly #sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  #port = 0;

  constructor() {
    this.#http = createServer((request, response) => {
      if (this.budgets.serve(request, response, this.token)) return;
      if (this.turns.serve(request, response, this.token)) return;
      if (!this.agentTokens.serve(request, response, this.token)) void this.#upload(request, response);
    });
    this.#http.on('upgrade', (request, socket, head) => {
      const isKnown =
        request.headers.authorization === `Bearer ${this.token}` && request.url === '/ws/runner';
      const status = this.isRefusingUpgrades ?? (isKnown ? null : 401);
      if (status !== null) return void socket.end(`HTTP/1.1 ${status} No\r\nconnection: close\r\n\r\n`);
      this.#sockets.handleUpgrade(request, socket, head, (webSocket) => this.#serve(webSocket));
    });
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#http.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (this.#http.address() as AddressInfo).port;
    return this;
  }

  /** As a crash would: every socket cut, the port closed. `start` opens the same port again. */
  async stop(): Promise<void> {
    this.cut();
    this.#http.closeAllConnections();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#http.listening) await this.stop();
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get isConnected(): boolean {
    return this.#sockets.clients.size > 0;
  }

  cut(): void {
    for (const client of this.#sockets.clients) client.terminate();
  }

  close(code: number): void {
    for (const client of this.#sockets.clients) client.close(code);
  }

  send(frame: ServerToRunnerFrame): void {
    for (const client of this.#sockets.clients) client.send(JSON.stringify(frame));
  }

  sendRaw(text: string): void {
    for (const client of this.#sockets.clients) client.send(text);
  }

  assign(job: RunJob): RunJob {
    this.send({ type: 'assign', job });
    return job;
  }

  ask(question: RunnerQuestion): Promise<Of<'answer'>['answer']> {
    const askId = randomUUID();
    return new Promise((resolve) => {
      this.#answers.set(askId, resolve);
      this.send({ type: 'ask', ask_id: askId, question });
    });
  }

  lines(runId: string): LogInput[] {
    return this.#lines.get(runId) ?? [];
  }

  steps(runId: string): TranscriptStep[] {
    return this.#steps.get(runId) ?? [];
  }

  /** The transcript as a reader sees it: entries in the order in which they began, with all that was added to them. */
  transcript(runId: string): TranscriptEntry[] {
    const entries = new Map<string, TranscriptEntry>();
    for (const step of this.steps(runId)) {
      if (step.op === 'put') {
        entries.set(step.entry.id, step.entry);
        continue;
      }
      const entry = entries.get(step.id);
      if (entry?.kind === 'message') entries.set(step.id, { ...entry, text: entry.text + step.text });
      else this.violations.push(`text for an entry that is no message: ${step.id}`);
    }
    return [...entries.values()];
  }

  messages(runId: string, stream?: LogInput['stream']): string[] {
    return this.lines(runId)
      .filter((line) => stream === undefined || line.stream === stream)
      .map((line) => line.message);
  }

  all<T extends RunnerFrame['type']>(type: T, runId?: string): Of<T>[] {
    return this.frames.filter(
      (frame): frame is Of<T> =>
        frame.type === type && (runId === undefined || ('run_id' in frame && frame.run_id === runId)),
    );
  }

  async waitFor<T extends RunnerFrame['type']>(type: T, runId?: string): Promise<Of<T>> {
    return waitFor(() => this.all(type, runId).at(-1), { what: `a ${type} frame` });
  }

  #serve(socket: WebSocket): void {
    socket.on('error', () => {}); // Cut connections are what these tests are about.
    socket.on('message', (data) => {
      const parsed = RunnerFrame.safeParse(JSON.parse(data.toString()));
      if (!parsed.success) return void this.violations.push(`unreadable frame: ${parsed.error.message}`);
      const frame = parsed.data;
      if (frame.type !== 'log' && frame.type !== 'transcript') this.frames.push(frame);
      this.#answer(frame, (answer) => socket.send(JSON.stringify(answer)));
    });
  }

  #answer(frame: RunnerFrame, reply: (frame: ServerToRunnerFrame) => void): void {
    switch (frame.type) {
      case 'hello': {
        const lease_ms = this.heartbeatMs * 3;
        reply({
          type: 'welcome',
          runner_id: randomUUID(),
          heartbeat_ms: this.heartbeatMs,
          lease_ms,
          server_time: new Date().toISOString(),
        });
        return;
      }
      case 'log':
        this.#store(frame, this.#lines, frame.lines, 'log.ack', reply);
        break;
      case 'transcript':
        this.#store(frame, this.#steps, frame.steps, 'transcript.ack', reply);
        break;
      case 'permission.request':
      case 'permission.closed':
      case 'input.taken':
      case 'state':
      case 'release':
      case 'complete':
        this.#settle(frame, reply);
        break;
      case 'heartbeat':
        if (this.isAnsweringHeartbeats)
          reply({ type: 'leases', runs: frame.runs.map((lease) => this.#judge(lease)) });
        break;
      case 'answer':
        this.#answers.get(frame.ask_id)?.(frame.answer);
        return;
      default:
    }
  }

  #judge<T extends { lease_token: string }>(lease: T): T & { is_valid: boolean; lease_expires_at: null } {
    return { ...lease, is_valid: !this.invalidLeases.has(lease.lease_token), lease_expires_at: null };
  }

  #store<T>(
    frame: Of<'log' | 'transcript'>,
    store: Map<string, T[]>,
    records: readonly T[],
    ack: 'log.ack' | 'transcript.ack',
    reply: (frame: ServerToRunnerFrame) => void,
  ): void {
    const { run_id } = frame;
    if (this.invalidLeases.has(frame.lease_token)) {
      reply({ type: 'refused', frame_id: null, run_id, code: 'stale_lease', detail: 'stale' });
      return;
    }
    const stored = store.get(run_id) ?? [];
    store.set(run_id, stored);
    if (frame.first_seq > stored.length + 1)
      this.violations.push(`gap: ${stored.length} then ${frame.first_seq}`);
    for (const [index, record] of records.entries())
      if (frame.first_seq + index === stored.length + 1) stored.push(record);
    if (this.isAcknowledging) reply({ type: ack, run_id, acked_seq: stored.length });
  }

  #settle(
    frame: Extract<RunnerFrame, { frame_id: string }>,
    reply: (frame: ServerToRunnerFrame) => void,
  ): void {
    const { frame_id, run_id } = frame;
    if (this.invalidLeases.has(frame.lease_token)) {
      reply({ type: 'refused', frame_id, run_id, code: 'stale_lease', detail: 'stale' });
      return;
    }
    if (frame.type === 'complete' && frame.last_seq !== this.lines(run_id).length) {
      this.violations.push(`complete says ${frame.last_seq} lines, ${this.lines(run_id).length} are here`);
    }
    if (this.isAcknowledging) reply({ type: 'ack', frame_id });
  }

  async #upload(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    if (this.isRefusingUploads) return void response.writeHead(503).end();
    const bytes = Buffer.concat(chunks);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const query = Object.fromEntries(url.searchParams);
    if (sha256 !== query.sha256) this.violations.push('the sha256 of an upload does not match');
    if (request.headers.authorization !== `Bearer ${this.token}`)
      this.violations.push('an upload without the token');
    this.artifacts.push({
      runId: url.pathname.split('/')[3] ?? '',
      kind: query.kind ?? '',
      name: query.name ?? '',
      bytes,
      sha256,
    });
    response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify({ id: randomUUID() }));
  }
}
