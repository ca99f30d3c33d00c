import { closeCodes } from '@overmind/contracts/frames/line';
import { type Revocation, topics } from '@overmind/core/bus/bus';
import type { Core } from '@overmind/core/core';
import type { RunnerCommand } from '@overmind/core/runners/command';
import type { WebSocket } from 'ws';
import { RunnerChannel } from './runner-channel.ts';
import type { RunWriters } from './runner-streams.ts';

/** While the bus is away the database is read this often. */
const fallbackMs = 1_000;
/** Even a bus that seems well may lose a message. */
const safetyTicks = 30;
/** Whoever must leave a terminal is out of it within 5 seconds. */
const terminalTicks = 3;

/** `/ws/runner`: the channels of the runners that dialled this node. */
export class RunnerGateway {
  readonly #core: Core;
  readonly #writers: RunWriters;
  readonly #channels = new Map<string, { channel: RunnerChannel; unsubscribe: () => void }>();
  readonly #unsubscribe: (() => void)[];
  readonly #timer: NodeJS.Timeout;
  #ticks = 0;

  constructor(core: Core, writers: RunWriters) {
    this.#core = core;
    this.#writers = writers;
    this.#unsubscribe = [
      core.bus.subscribe(topics.runsQueued, () => this.#wakeAll()),
      core.bus.subscribe(topics.revoked, (message) => this.#revoke(JSON.parse(message) as Revocation)),
      core.bus.onReconnect(() => this.#recheckAll()),
    ];
    this.#timer = setInterval(() => this.#tick(), fallbackMs);
  }

  #tick(): void {
    this.#ticks = (this.#ticks + 1) % safetyTicks;
    if (!this.#core.bus.isConnected || this.#ticks === 0) this.#recheckAll();
    if (this.#ticks % terminalTicks === 0) this.#each((channel) => channel.reviewTerminals());
  }

  #recheckAll(): void {
    this.#each((channel) => channel.recheck());
  }

  #each(look: (channel: RunnerChannel) => Promise<void>): void {
    for (const [runnerId, { channel }] of this.#channels) {
      look(channel).catch((error: unknown) => {
        this.#core.log.warn(
          { err: error, runner_id: runnerId },
          'a runner was not looked after; trying again',
        );
      });
    }
  }

  #wakeAll(): void {
    for (const { channel } of this.#channels.values()) channel.wake();
  }

  accept(socket: WebSocket, actor: { kind: 'runner'; runnerId: string; tokenId: string }): void {
    const { runnerId } = actor;
    const channel = new RunnerChannel(socket, this.#core, this.#writers, actor);
    // A runner that dials again has given up on its old channel, even if this side has not noticed.
    this.#drop(runnerId)?.close(closeCodes.bad_frame, 'another channel took over');
    const unsubscribe = this.#core.bus.subscribe(topics.runner(runnerId), (message) => {
      void channel.command(JSON.parse(message) as RunnerCommand).catch((error: unknown) => {
        this.#core.log.warn({ err: error, runner_id: runnerId }, 'a command did not reach its runner');
      });
    });
    this.#channels.set(runnerId, { channel, unsubscribe });
    socket.once('close', () => {
      if (this.#channels.get(runnerId)?.channel !== channel) return;
      this.#drop(runnerId);
      this.#noteGone(channel).catch((error: unknown) =>
        this.#core.log.warn({ err: error }, 'a disconnect was not noted'),
      );
    });
  }

  /** A hello that is still worked on would mark a runner as there that has gone. */
  async #noteGone(channel: RunnerChannel): Promise<void> {
    await channel.settled;
    if (!this.#channels.has(channel.runnerId)) await channel.noteClosed();
  }

  #drop(runnerId: string): RunnerChannel | null {
    const entry = this.#channels.get(runnerId);
    entry?.unsubscribe();
    this.#channels.delete(runnerId);
    return entry?.channel ?? null;
  }

  #revoke(revocation: Revocation): void {
    if (revocation.kind === 'runner') this.#drop(revocation.id)?.close(closeCodes.unauthenticated, 'revoked');
  }

  close(): void {
    clearInterval(this.#timer);
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    for (const runnerId of [...this.#channels.keys()])
      this.#drop(runnerId)?.close(closeCodes.going_away, 'the server stops');
  }
}
