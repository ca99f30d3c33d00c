import type { RunJob } from '@overmind/contracts/entities/run';
import { AppError } from '@overmind/contracts/errors';
import { closeCodes } from '@overmind/contracts/frames/line';
import { RunnerFrame, type RunnerHello, type ServerToRunnerFrame } from '@overmind/contracts/frames/runner';
import type { Call } from '@overmind/core/call';
import type { Core } from '@overmind/core/core';
import { noteAsksAlive, storeAnswer } from '@overmind/core/runners/ask';
import type { RunnerCommand } from '@overmind/core/runners/command';
import { noteDisconnect, noteHeartbeat, noteOffer, noteTurnedAway } from '@overmind/core/runners/presence';
import { loseMissingRuns } from '@overmind/core/runs/leases';
import { toStorable } from '@overmind/core/runs/storable';
import type { WebSocket } from 'ws';
import { RunnerClaims } from './runner-claims.ts';
import { RunnerDeliveries } from './runner-deliveries.ts';
import { RunnerLeases } from './runner-leases.ts';
import { isStreamFrame, RunnerStreams, type RunWriters, type StreamFrame } from './runner-streams.ts';
import { RunnerTerminals } from './runner-terminals.ts';
import {
  isOtherProtocol,
  isRunFrame,
  type OtherHello,
  refusalOf,
  refusalOfBadEnd,
  versionIn,
  welcome,
  whyTurnedAway,
  workOn,
} from './runner-work.ts';
import { guardSocket } from './socket-guard.ts';

type FrameOf<T extends RunnerFrame['type']> = Extract<RunnerFrame, { type: T }>;
/** Log frames are many and small; their own bound is the spool of the runner. */
const maxRunnerFramesPerSecond = 5_000;

/** One runner's open channel; the protocol is told in the contract. */
export class RunnerChannel {
  readonly runnerId: string;
  readonly #socket: WebSocket;
  readonly #core: Core;
  readonly #streams: RunnerStreams;
  readonly #call: Call;
  readonly #leases: RunnerLeases;
  readonly #deliveries: RunnerDeliveries;
  #hasGreeted = false;
  #isWelcome = false;
  #isDraining = false;
  readonly #claims: RunnerClaims;
  readonly #terminals: RunnerTerminals;
  #heardAt = performance.now();
  /** Frames that change runs are worked on in the order they came. */
  #tail: Promise<void> = Promise.resolve();

  constructor(
    socket: WebSocket,
    core: Core,
    writers: RunWriters,
    actor: { kind: 'runner'; runnerId: string; tokenId: string },
  ) {
    this.#socket = socket;
    this.#core = core;
    this.runnerId = actor.runnerId;
    this.#call = { actor, address: null, idempotency: null, ifMatch: null };
    const send = (frame: ServerToRunnerFrame) => this.#send(frame);
    this.#terminals = new RunnerTerminals(core, send);
    this.#streams = new RunnerStreams(writers, actor.runnerId, {
      send,
      fail: (frame, error) => this.#fail(frame, error),
    });
    this.#leases = new RunnerLeases(core, actor.runnerId, send);
    this.#deliveries = new RunnerDeliveries(core, actor.runnerId, send);
    this.#claims = new RunnerClaims(core, this.#call, {
      isOpen: () => socket.readyState === socket.OPEN && !this.#isSilent,
      assign: (jobs) => this.#assign(jobs),
    });
    guardSocket(socket, (value) => this.#receive(value), { maxFramesPerSecond: maxRunnerFramesPerSecond });
  }

  /** It stands still, or its network does: work would only wait there for its lease to run out. */
  get #isSilent(): boolean {
    return performance.now() - this.#heardAt > (this.#core.settings.leaseMs * 2) / 3;
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
    const wasSilent = this.#isSilent;
    this.#heardAt = performance.now();
    if (wasSilent) this.wake();
    if (isOtherProtocol(value)) return this.#turnAway(value);
    const parsed = RunnerFrame.safeParse(value);
    if (!parsed.success || this.#hasGreeted === (parsed.data.type === 'hello')) {
      const issue = parsed.error?.issues[0];
      this.#core.log.warn({ runner_id: this.runnerId, issue }, 'a runner sent a bad frame');
      const refusal = this.#hasGreeted ? refusalOfBadEnd(value, issue) : null;
      if (refusal !== null) return this.#send(refusal);
      return this.close(closeCodes.bad_frame, 'this frame is unknown here');
    }
    const frame = parsed.data;
    if (frame.type === 'hello') this.#hasGreeted = true;
    if (isStreamFrame(frame)) return this.#streams.store(frame);
    this.#tail = this.#tail
      .then(() => this.#handle(toStorable(frame)))
      .catch((error: unknown) => this.#fail(frame, error));
  }

  #turnAway(hello: OtherHello): void {
    this.close(closeCodes.other_protocol, whyTurnedAway(hello));
    this.#tail = this.#tail
      .then(() => noteTurnedAway(this.#core, this.runnerId, versionIn(hello)))
      .catch((error: unknown) =>
        this.#core.log.warn({ err: error, runner_id: this.runnerId }, 'a version could not be noted'),
      );
  }

  #fail(frame: RunnerFrame, error: unknown): void {
    const detail = { err: error, runner_id: this.runnerId, frame: frame.type };
    if (!(error instanceof AppError)) this.#core.log.error(detail, 'a runner frame failed');
    this.#send(refusalOf(frame, error));
  }

  async #handle(frame: Exclude<RunnerFrame, StreamFrame>): Promise<void> {
    if (isRunFrame(frame)) {
      // What came before the end of a run belongs to it.
      if (frame.type === 'complete' || frame.type === 'release') await this.#streams.stored;
      await workOn(this.#core, this.#call, frame);
      this.#send({ type: 'ack', frame_id: frame.frame_id });
      if (frame.type === 'permission.request') await this.#deliveries.sendDecision(frame.request.id);
      return;
    }
    switch (frame.type) {
      case 'hello':
        return this.#greet(frame);
      case 'roots':
        await noteOffer(this.#core, this.runnerId, { allowed_roots: frame.allowed_roots });
        return this.wake();
      case 'agents':
        await noteOffer(this.#core, this.runnerId, { agents: frame.agents });
        return this.wake();
      case 'claim':
        return this.#claims.offer(frame.capacity);
      case 'heartbeat':
        return this.#beat(frame);
      case 'terminal.opened':
      case 'terminal.data':
      case 'terminal.closed':
        return this.#terminals.relay(frame);
      case 'answer':
        return storeAnswer(this.#core, this.runnerId, frame.ask_id, frame.answer);
      case 'drain':
        this.#isDraining = true;
        this.#claims.offer(0);
        await noteDisconnect(this.#core, this.runnerId);
    }
  }

  async #greet(hello: RunnerHello): Promise<void> {
    const { type: _type, protocol: _protocol, live_runs: liveRuns, ...offer } = hello;
    const present = liveRuns.map((run) => run.run_id);
    await loseMissingRuns(this.#core, this.#call, this.runnerId, present);
    const runner = await noteOffer(this.#core, this.runnerId, offer);
    this.#send(welcome(this.#core, this.runnerId));
    await this.#beat({ type: 'heartbeat', runs: liveRuns });
    await this.#leases.cancelWhatWasCanceled();
    if (runner?.status === 'draining') this.#send({ type: 'drain' });
    this.#isWelcome = true;
    await this.#deliveries.sendAll();
  }

  async #beat({ runs, asks = [], beat }: FrameOf<'heartbeat'>): Promise<void> {
    await Promise.all([
      this.#leases.renew(runs, beat),
      noteAsksAlive(this.#core, this.runnerId, asks),
      // One that is about to go is not shown as there again.
      this.#isDraining ? null : noteHeartbeat(this.#core, this.runnerId),
    ]);
  }

  /** A message from another node, or this one, for this runner. */
  async command(command: RunnerCommand): Promise<void> {
    // It may be about a run that is claimed and not assigned yet, and must not come before it.
    await this.#claims.settled;
    switch (command.kind) {
      case 'cancel':
        return this.#leases.cancel(command.run_id, command.reason);
      case 'drain':
        return this.#send({ type: 'drain' });
      case 'terminal':
        return this.#terminals.tell(command.frame);
      case 'permission':
      case 'input':
      case 'ask':
        // One that is not welcome yet is told all of it right after.
        if (this.#isWelcome) return this.#deliveries.sendFor(command);
    }
  }

  /** Messages may have been lost: looks in the database for what they would have said. */
  async recheck(): Promise<void> {
    if (!this.#isWelcome) return;
    this.wake();
    await this.#leases.cancelWhatWasCanceled();
    await this.#deliveries.sendAll();
  }

  /** Of the people at the terminals of this runner, who may no longer be there. */
  reviewTerminals(): Promise<void> {
    return this.#terminals.review();
  }

  /** Something may have been queued: takes as much as the runner has room for. */
  wake(): void {
    this.#claims.wake();
  }

  async #assign(jobs: readonly RunJob[]): Promise<void> {
    for (const job of jobs) this.#send({ type: 'assign', job });
    // People may have spoken to a run that was still queued.
    if (jobs.some((job) => job.agent.config.executor === 'acp')) await this.#deliveries.sendInputs();
  }
}
