import { createHash, randomUUID } from 'node:crypto';
import type { PermissionAsk } from '@overmind/contracts/entities/permission';
import { type RunJob, RunResult } from '@overmind/contracts/entities/run';
import type { Inspection } from '@overmind/contracts/entities/runner';
import type { TranscriptStep } from '@overmind/contracts/entities/transcript';
import type { RunnerAnswer, RunnerQuestion } from '@overmind/contracts/frames/questions';
import {
  type RunnerFrame,
  runnerProtocol,
  type ServerToRunnerFrame,
} from '@overmind/contracts/frames/runner';
import { systemCall } from '@overmind/core/call';
import { registerRunner } from '@overmind/core/runners/register';
import { waitFor } from '@overmind/testing/wait-for';
import type { z } from 'zod';
import { FrameSocket } from './frame-socket.ts';
import { send } from './send.ts';
import type { TestServer } from './start-test-server.ts';

type Hello = Extract<RunnerFrame, { type: 'hello' }>;
type Ack = Extract<ServerToRunnerFrame, { type: 'ack' }>;
type Refused = Extract<ServerToRunnerFrame, { type: 'refused' }>;
type WithoutId<F> = F extends { frame_id: string } ? Omit<F, 'frame_id'> : never;

export const repository = '/repos/shop';

export const command = (name: string) => ({
  ...{ name, run: ['npm', name], timeout_s: 600, allow_failure: false, cwd: '.' },
});

/** What the runner says of a path: a repository with tests under `/repos`, refused elsewhere. */
function inspect(path: string): Inspection {
  if (!path.startsWith('/repos/'))
    return { ok: false, reason: 'outside_roots', detail: `${path} is outside of this runner's roots.` };
  const detected = { test: [command('test')], lint: [], build: [command('build')], format: [] };
  return { ok: true, repo_path: path, name: 'shop', has_git: true, default_branch: 'main', detected };
}

function usualAnswer(question: RunnerQuestion): RunnerAnswer {
  if (question.kind === 'inspect') return { kind: 'inspect', inspection: inspect(question.path) };
  if (question.kind === 'browse') return { kind: 'browse', path: question.path, entries: [] };
  return { kind: 'refused', detail: 'A fake runner cannot do that.' };
}

export const evidence = (kind: 'command' | 'diff' = 'command') => ({
  ...{ name: 'test', kind, run: ['npm', 'test'], exit_code: 0, duration_ms: 12 },
  ...{ log_from_seq: 1, log_to_seq: 2, excerpt: '2 passed', tests: { passed: 2, failed: 0, skipped: 0 } },
});

export const success = (change: Partial<z.input<typeof RunResult>> = {}): RunResult =>
  RunResult.parse({
    status: 'completed',
    exit_code: 0,
    summary: '2 passed.',
    evidence: [evidence()],
    ...change,
  });

/** A registered runner's credentials. */
export async function addRunner(server: TestServer, name: string = randomUUID()) {
  const { runner, token } = await registerRunner(server.core, systemCall, { name, labels: [] });
  return { id: runner.id, token };
}

/** A runner that speaks the contract over a real socket, and does nothing by itself but answer questions. */
export class FakeRunner extends FrameSocket<RunnerFrame, ServerToRunnerFrame> {
  readonly #server: TestServer;
  readonly id: string;
  readonly token: string;
  /** To questions of a kind; without one inspections are answered and all else is refused. */
  readonly answers: Partial<Record<RunnerQuestion['kind'], RunnerAnswer>> = {};

  constructor(server: TestServer, runner: { id: string; token: string }) {
    super(`ws://127.0.0.1:${server.port}/ws/runner`, { authorization: `Bearer ${runner.token}` });
    this.#server = server;
    this.id = runner.id;
    this.token = runner.token;
    this.socket.on('message', () => this.#answer());
  }

  #answer(): void {
    const frame = this.frames.at(-1);
    if (frame?.type !== 'ask') return;
    const { question } = frame;
    const answer = this.answers[question.kind] ?? usualAnswer(question);
    this.send({ type: 'answer', ask_id: frame.ask_id, answer });
  }

  /** Dials, says hello and is welcomed. */
  static async connect(
    server: TestServer,
    runner?: { id: string; token: string },
    hello: Partial<Hello> = {},
  ): Promise<FakeRunner> {
    const fake = new FakeRunner(server, runner ?? (await addRunner(server)));
    fake.socket.once('open', () => fake.greet(hello));
    await fake.waitFor('welcome');
    return fake;
  }

  /** Stays online for as long as its channel is open; without it a runner is stale after 30 seconds. */
  keepAlive(): this {
    const beat = setInterval(() => this.send({ type: 'heartbeat', runs: [] }), 5_000);
    this.socket.once('close', () => clearInterval(beat));
    return this;
  }

  greet(hello: Partial<Hello> = {}): void {
    this.send({
      ...{ type: 'hello', protocol: runnerProtocol, version: '1.0.0', platform: 'linux-x64' },
      ...{ labels: [], capacity: 4, allowed_roots: ['/repos'], live_runs: [] },
      ...hello,
    });
  }

  /** Asks for one run and waits until it is given. */
  async take(fits: (job: RunJob) => boolean = () => true): Promise<RunJob> {
    let answered = this.all('assign').length;
    const claim = () => this.send({ type: 'claim', capacity: 1 });
    claim();
    const find = () => {
      const jobs = this.all('assign').map((frame) => frame.job);
      // Work that an earlier test left may have been queued again and come first.
      if (!jobs.some(fits) && jobs.length > answered) claim();
      answered = jobs.length;
      return jobs.find(fits);
    };
    return waitFor(find, { what: 'an assign frame' });
  }

  log(job: RunJob, firstSeq: number, messages: string[]): void {
    const lines = messages.map((message) => ({
      ...{ stream: 'stdout' as const, message, created_at: '2026-01-16T16:10:00.000Z' },
    }));
    this.send({ type: 'log', ...leaseOf(job), first_seq: firstSeq, lines });
  }

  /** Resolves once the server has acknowledged the log up to a line. */
  async logged(job: RunJob, seq: number): Promise<void> {
    await this.waitFor('log.ack', (ack) => ack.run_id === job.run.id && ack.acked_seq >= seq);
  }

  /** Steps of a coding agent's session. */
  transcript(job: RunJob, firstSeq: number, steps: TranscriptStep[]): void {
    this.send({ type: 'transcript', ...leaseOf(job), first_seq: firstSeq, steps });
  }

  /** Resolves once the server has acknowledged the transcript up to a step. */
  async transcribed(job: RunJob, seq: number): Promise<void> {
    await this.waitFor('transcript.ack', (ack) => ack.run_id === job.run.id && ack.acked_seq >= seq);
  }

  /** Asks for leave to run a command. */
  async askLeave(job: RunJob, change: Partial<PermissionAsk> = {}): Promise<string> {
    const request = { ...permissionAsk(), ...change };
    await this.tell({ type: 'permission.request', ...leaseOf(job), request });
    return request.id;
  }

  /** Sends a frame that is acknowledged or refused, and gives the answer. */
  async tell(frame: WithoutId<RunnerFrame>): Promise<Ack | Refused> {
    const frameId = randomUUID();
    this.send({ ...frame, frame_id: frameId });
    const find = () => [...this.all('ack'), ...this.all('refused')].find((each) => each.frame_id === frameId);
    return waitFor(find, { what: `an answer to ${frame.type}` });
  }

  complete(job: RunJob, result: RunResult = success(), lastSeq = 0): Promise<Ack | Refused> {
    return this.tell({ type: 'complete', ...leaseOf(job), last_seq: lastSeq, result });
  }

  /** Uploads a file of a run by HTTP, as every runner does. */
  upload(
    job: RunJob,
    file: { kind?: string; name: string; content: Buffer; sha256?: string; headers?: Record<string, string> },
  ) {
    const sha256 = file.sha256 ?? createHash('sha256').update(file.content).digest('hex');
    const query = new URLSearchParams({
      lease_token: job.lease_token,
      kind: file.kind ?? 'report',
      name: file.name,
      sha256,
    });
    return send(this.#server, {
      ...{ method: 'POST', path: `/api/runs/${job.run.id}/artifacts?${query}`, token: this.token },
      ...{ body: file.content, headers: file.headers ?? {} },
    });
  }
}

export const permissionAsk = (): PermissionAsk => ({
  ...{ id: randomUUID(), tool_call_id: 'call-1', title: 'Run npm ci', detail: 'npm ci' },
  options: [
    { id: 'once', name: 'Allow', kind: 'allow_once' },
    { id: 'always', name: 'Always allow', kind: 'allow_always' },
    { id: 'no', name: 'Reject', kind: 'reject_once' },
  ],
  expires_at: new Date(Date.now() + 60_000).toISOString(),
});

export const note = (id: string, text: string): TranscriptStep => ({
  op: 'put',
  entry: { kind: 'notice', id, at: '2026-01-16T16:10:00.000Z', level: 'info', text },
});

export const leaseOf = (job: RunJob) => ({ run_id: job.run.id, lease_token: job.lease_token });
