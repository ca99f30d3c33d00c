import { AppError } from '@overmind/contracts/errors';
import { closeCodes } from '@overmind/contracts/frames/client';
import {
  RunnerFrame,
  type RunnerHello,
  runnerProtocol,
  type ServerToRunnerFrame,
} from '@overmind/contracts/frames/runner';
import type { Call } from '@overmind/core/call';
import type { Core } from '@overmind/core/core';
import { findQuestion, listOpenQuestions, storeAnswer } from '@overmind/core/runners/ask';
import type { RunnerCommand } from '@overmind/core/runners/command';
import { noteDisconnect, noteHeartbeat, noteOffer } from '@overmind/core/runners/presence';
import { claimRuns } from '@overmind/core/runs/claim';
import { completeRun, releaseRun, reportProgress } from '@overmind/core/runs/complete';
import { listRunsToCancel, loseMissingRuns, renew } from '@overmind/core/runs/leases';
import type { LogWriter } from '@overmind/core/runs/log-writer';
import { toStorable } from '@overmind/core/runs/storable';
import type { WebSocket } from 'ws';
import { guardSocket } from './socket-guard.ts';

type FrameOf<T extends RunnerFrame['type']> = Extract<RunnerFrame, { type: T }>;
/** Log frames are many and small; their own bound is the spool of the runner. */
const maxRunnerFramesPerSecond = 5_000;

/** One runner's open channel; the protocol is told in the contract. */
export class RunnerChannel {
  readonly runnerId: string;
  readonly #socket: WebSocket;
  readonly #core: Core;
  readonly #logs: LogWriter;
  readonly #call: Call;
  #hasGreeted = false;
  #isDraining = false;
  #freeSlots = 0;
  #claiming: Promise<void> | null = null;
  #isWoken = false;
  /** Frames that change runs are worked on in the order they came. */
  #tail: Promise<void> = Promise.resolve();

  constructor(
    socket: WebSocket,
    core: Core,
    logs: LogWriter,
    actor: { kind: 'runner'; runnerId: string; tokenId: string },
  ) {
    this.#socket = socket;
    this.#core = core;
    this.#logs = logs;
    this.runnerId = actor.runnerId;
    this.#call = { actor, address: null, idempotency: null, ifMatch: null };
    guardSocket(socket, (value) => this.#receive(value), { maxFramesPerSecond: maxRunnerFramesPerSecond });
  }

  #send(frame: ServerToRunnerFrame): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(JSON.stringify(frame));
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
  }

  /** Resolves when what the runner said last has been worked on. */
  get settled(): Promise<void> {
    return this.#tail;
  }

  async noteClosed(): Promise<void> {
    if (this.#hasGreeted) await noteDisconnect(this.#core, this.runnerId);
  }

  #receive(value: unknown): void {
    const parsed = RunnerFrame.safeParse(value);
    if (!parsed.success || this.#hasGreeted === (parsed.data.type === 'hello')) {
      this.#core.log.warn(
        { runner_id: this.runnerId, issue: parsed.error?.issues[0] },
        'a runner sent a bad frame',
      );
      return this.close(closeCodes.bad_frame, 'this frame is unknown here');
    }
    const frame = parsed.data;
    if (frame.type === 'hello') this.#hasGreeted = true;
    if (frame.type === 'log') return this.#store(frame);
    this.#tail = this.#tail
      .then(() => this.#handle(toStorable(frame)))
      .catch((error: unknown) => this.#fail(frame, error));
  }

  #fail(frame: RunnerFrame, error: unknown): void {
    const known = error instanceof AppError ? error : null;
    if (!known)
      this.#core.log.error(
        { err: error, runner_id: this.runnerId, frame: frame.type },
        'a runner frame failed',
      );
    this.#send({
      type: 'refused',
      frame_id: 'frame_id' in frame ? frame.frame_id : null,
      run_id: 'run_id' in frame ? frame.run_id : null,
      code: known?.code ?? 'internal',
      detail: known?.message ?? 'Something went wrong on the server.',
    });
  }

  #store(frame: FrameOf<'log'>): void {
    const lines = frame.lines.map(
      (line) => [line.stream, Date.parse(line.created_at), line.message] as const,
    );
    const { run_id: runId, lease_token: leaseToken, first_seq: firstSeq } = frame;
    this.#logs.append({ runId, runnerId: this.runnerId, leaseToken, firstSeq, lines }).then(
      (ackedSeq) => this.#send({ type: 'log.ack', run_id: runId, acked_seq: ackedSeq }),
      (error: unknown) => this.#fail(frame, error),
    );
  }

  async #handle(frame: Exclude<RunnerFrame, { type: 'log' }>): Promise<void> {
    switch (frame.type) {
      case 'hello':
        return this.#greet(frame);
      case 'roots':
        await noteOffer(this.#core, this.runnerId, { allowed_roots: frame.allowed_roots });
        return this.wake();
      case 'claim':
        this.#freeSlots = frame.capacity;
        return this.wake();
      case 'state': {
        const { run_id: runId, lease_token: leaseToken, steps, base_commit: baseCommit } = frame;
        await reportProgress(this.#core, this.#call, { runId, leaseToken, steps, baseCommit });
        return this.#send({ type: 'ack', frame_id: frame.frame_id });
      }
      case 'complete': {
        const { run_id: runId, lease_token: leaseToken, last_seq: lastSeq, result } = frame;
        await completeRun(this.#core, this.#call, { runId, leaseToken, lastSeq, result });
        return this.#send({ type: 'ack', frame_id: frame.frame_id });
      }
      case 'release':
        await releaseRun(this.#core, this.#call, {
          runId: frame.run_id,
          leaseToken: frame.lease_token,
          detail: frame.detail,
        });
        return this.#send({ type: 'ack', frame_id: frame.frame_id });
      case 'heartbeat':
        return this.#beat(frame);
      case 'answer':
        return storeAnswer(this.#core, this.runnerId, frame.ask_id, frame.answer);
      case 'drain':
        this.#isDraining = true;
        this.#freeSlots = 0;
        await noteDisconnect(this.#core, this.runnerId);
    }
  }

  async #greet(hello: RunnerHello): Promise<void> {
    if (hello.protocol !== runnerProtocol) {
      return this.close(
        closeCodes.bad_frame,
        `this server speaks runner protocol ${runnerProtocol}; update the runner`,
      );
    }
    const { version, platform, labels, capacity, allowed_roots } = hello;
    await loseMissingRuns(
      this.#core,
      this.#call,
      this.runnerId,
      hello.live_runs.map((run) => run.run_id),
    );
    const runner = await noteOffer(this.#core, this.runnerId, {
      version,
      platform,
      labels,
      capacity,
      allowed_roots,
    });
    this.#send({
      type: 'welcome',
      runner_id: this.runnerId,
      heartbeat_ms: this.#core.settings.heartbeatMs,
      lease_ms: this.#core.settings.leaseMs,
      server_time: new Date().toISOString(),
    });
    await this.#beat({ type: 'heartbeat', runs: hello.live_runs });
    for (const runId of await listRunsToCancel(this.#core, this.runnerId)) this.#cancel(runId);
    if (runner?.status === 'draining') this.#send({ type: 'drain' });
  }

  async #beat({ runs }: FrameOf<'heartbeat'>): Promise<void> {
    const [renewed] = await Promise.all([
      renew(this.#core, this.runnerId, runs),
      // One that is about to go is not shown as there again.
      this.#isDraining ? null : noteHeartbeat(this.#core, this.runnerId),
    ]);
    this.#send({
      type: 'leases',
      runs: renewed.map(({ is_canceled: _canceled, ...lease }) => lease),
    });
    // A cancel whose message was lost on the bus is repeated here.
    for (const lease of renewed) if (lease.is_canceled) this.#cancel(lease.run_id);
  }

  #cancel(runId: string, reason = 'Canceled by a person.'): void {
    this.#send({ type: 'cancel', run_id: runId, reason });
  }

  /** A message from another node, or this one, for this runner. */
  async command(command: RunnerCommand): Promise<void> {
    switch (command.kind) {
      case 'cancel':
        return this.#cancel(command.run_id, command.reason);
      case 'drain':
        return this.#send({ type: 'drain' });
      case 'ask': {
        const question = await findQuestion(this.#core, this.runnerId, command.ask_id);
        if (question) this.#send({ type: 'ask', ask_id: command.ask_id, question });
      }
    }
  }

  /** Messages may have been lost: looks in the database for what they would have said. */
  async recheck(): Promise<void> {
    if (!this.#hasGreeted) return;
    this.wake();
    for (const runId of await listRunsToCancel(this.#core, this.runnerId)) this.#cancel(runId);
    for (const { askId, question } of await listOpenQuestions(this.#core, this.runnerId))
      this.#send({ type: 'ask', ask_id: askId, question });
  }

  /** Something may have been queued: takes as much as the runner has room for. */
  wake(): void {
    this.#isWoken = true;
    this.#claiming ??= this.#claim()
      .catch((error: unknown) =>
        this.#core.log.warn({ err: error, runner_id: this.runnerId }, 'a claim failed; trying again'),
      )
      .finally(() => {
        this.#claiming = null;
      });
  }

  async #claim(): Promise<void> {
    while (this.#isWoken && this.#freeSlots > 0 && this.#socket.readyState === this.#socket.OPEN) {
      this.#isWoken = false;
      const jobs = await claimRuns(this.#core, this.#call, this.#freeSlots);
      this.#freeSlots -= jobs.length;
      for (const job of jobs) this.#send({ type: 'assign', job });
    }
  }
}
