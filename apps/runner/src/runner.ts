import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunnerHello } from '@overmind/contracts/frames/runner';
import { monotonicMs } from './clock.ts';
import type { Welcome } from './connection/channel.ts';
import { Heartbeat } from './connection/heartbeat.ts';
import { helloOf } from './connection/hello.ts';
import { Link } from './connection/link.ts';
import { type FrameEnds, routeFrame } from './connection/route-frame.ts';
import { lockInstance } from './instance-lock.ts';
import { openRooms, type Rooms, type Surroundings } from './rooms.ts';
import { fitOut, type Workshop } from './workshop.ts';

export interface RunnerOptions extends Surroundings {
  version: string;
  /** After the first welcome. */
  onReady?: () => void;
  /** The server does not accept the token any more; every process is already being killed. */
  onRevoked?: (detail: string) => void;
}

/** The whole runner, from `start` to `stop`, and what it has to say to the server as a whole. */
export class Runner implements AsyncDisposable {
  readonly #options: RunnerOptions;
  readonly #rooms: Rooms;
  readonly #link: Link;
  readonly #heartbeat = new Heartbeat(() => this.#beat());
  #lock: AsyncDisposable | null = null;
  #workshop: Workshop | null = null;
  #isReady = false;
  #stopping: Promise<void> | null = null;

  constructor(options: RunnerOptions) {
    const { settings, log } = options;
    this.#options = options;
    this.#rooms = openRooms({
      ...options,
      send: (frame) => this.#link.send(frame),
      kept: { hold: (runId) => this.#workshop?.keptPlaces.hold(runId) ?? Promise.resolve(null) },
    });
    this.#link = new Link({
      serverUrl: settings.serverUrl,
      url: `${settings.serverUrl.replace(/^http/, 'ws')}/ws/runner`,
      ...{ token: settings.token, limits: settings.limits, log },
      hello: () => this.#hello(),
      onWelcome: (welcome) => this.#welcome(welcome),
      onFrame: (frame) => {
        if (this.#workshop !== null) routeFrame(frame, this.#ends(this.#workshop));
      },
      onDown: () => {
        this.#heartbeat.stop();
        void this.#rooms.terminals.closeAll('The connection to the server was lost.');
      },
      onRevoked: (detail) => this.#revoked(detail),
    });
  }

  /** Cleans up after an earlier runner, then dials the server; resolves without waiting for the welcome. */
  async start(): Promise<void> {
    if (this.#workshop !== null) return;
    const { dataDir } = this.#options.settings;
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    this.#lock = await lockInstance(join(dataDir, 'runner.lock'));
    await this.#rooms.rootsWatch.start();
    const shared = { rooms: this.#rooms, link: this.#link, onFree: () => this.#claim() };
    this.#workshop = await fitOut({ ...this.#options, ...shared });
    this.#workshop.open();
    this.#link.start();
  }

  /** Stops claiming, lets live runs finish for a while, hands the rest back, hangs up. */
  stop(drainMs = this.#options.settings.limits.drainMs): Promise<void> {
    this.#stopping ??= this.#stop(drainMs);
    return this.#stopping;
  }

  /** Ends every process at once; the spool stays as it is. */
  killAll(): void {
    this.#workshop?.table.killAll();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  async #stop(drainMs: number): Promise<void> {
    const { terminals, keptSweep, agents, rootsWatch } = this.#rooms;
    this.#link.send({ type: 'drain' });
    const isHeard = (): boolean => this.#link.isUp;
    await terminals.closeAll('The runner stops.');
    await this.#workshop?.asks.stop();
    const detail = 'The runner was stopped; the run is handed back.';
    await this.#workshop?.table.stop({ drainMs, isHeard }, detail);
    this.#heartbeat.stop();
    await keptSweep.stop();
    await this.#link.stop();
    await terminals.stop();
    await agents.stop();
    await rootsWatch.stop();
    await this.#lock?.[Symbol.asyncDispose]();
  }

  #ends({ table, asks }: Workshop): FrameEnds {
    const { terminals, outbox } = this.#rooms;
    // The server gives it nothing until then, whatever it claims: nobody has to tell it that this is over.
    const onDrain = (): void =>
      this.#options.log('info', 'The server gives this runner no more runs until it is to take them again.');
    return { table, asks, terminals, outbox, onDrain };
  }

  #hello(): RunnerHello {
    const { settings, version } = this.#options;
    const { roots, agents } = this.#rooms;
    return helloOf({
      ...{ settings, version, roots: roots.list, sandbox: this.#workshop?.sandbox ?? null },
      ...{ leases: this.#workshop?.table.leases ?? [], agents: agents.introduce() },
    });
  }

  #welcome(welcome: Welcome): void {
    const { clock, outbox, terminals } = this.#rooms;
    clock.tell(welcome.server_time);
    this.#heartbeat.start(welcome.heartbeat_ms);
    outbox.resend();
    terminals.deliver();
    this.#workshop?.table.connected();
    if (this.#stopping === null) this.#claim();
    else this.#link.send({ type: 'drain' });
    if (!this.#isReady) this.#options.onReady?.();
    this.#isReady = true;
  }

  #beat(): void {
    const asks = (this.#workshop?.asks.ids ?? []).slice(0, 200);
    const beat = Math.floor(monotonicMs());
    this.#link.send({ type: 'heartbeat', runs: this.#workshop?.table.leases ?? [], asks, beat });
  }

  #claim(): void {
    const capacity = this.#workshop?.table.freeSlots ?? 0;
    if (this.#stopping === null && capacity > 0) this.#link.send({ type: 'claim', capacity });
  }

  #revoked(detail: string): void {
    this.#options.log('error', 'The server does not accept this runner.', { detail });
    this.#workshop?.table.killAll();
    this.#options.onRevoked?.(detail);
  }
}
