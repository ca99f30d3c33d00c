import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { SandboxLevel } from '@overmind/contracts/entities/run';
import type { RunnerHello } from '@overmind/contracts/frames/runner';
import { monotonicMs } from './clock.ts';
import { AskDesk } from './connection/ask-desk.ts';
import type { Welcome } from './connection/channel.ts';
import { Heartbeat } from './connection/heartbeat.ts';
import { helloOf } from './connection/hello.ts';
import { Link } from './connection/link.ts';
import { Outbox } from './connection/outbox.ts';
import { type FrameEnds, routeFrame } from './connection/route-frame.ts';
import { ServerClock } from './connection/server-clock.ts';
import { lockInstance } from './instance-lock.ts';
import type { Log } from './log.ts';
import { AgentRoom } from './presets/agent-room.ts';
import { sweepLeftBehind } from './runs/resume.ts';
import { makeRunSetting, type RunSetting } from './runs/run-setting.ts';
import { RunTable } from './runs/run-table.ts';
import { adviceFor, type Offer, probeOffer } from './sandbox/choose.ts';
import { sweepGroups } from './sandbox/limits/group-places.ts';
import type { Settings } from './settings.ts';
import { SpoolBudget } from './spool/budget.ts';
import { TerminalDesk } from './terminal/desk.ts';
import { KeptPlaces } from './terminal/kept-places.ts';
import { Places } from './terminal/places.ts';
import { recordingUpload } from './terminal/upload.ts';
import { KeptSweep } from './workspace/disk/kept-sweep.ts';
import { KeyedMutex } from './workspace/mutex.ts';
import { openWorkspaceRoom, type WorkspaceRoom } from './workspace/room.ts';
import { AllowedRoots } from './workspace/roots.ts';
import { RootsWatch } from './workspace/roots-watch.ts';

export interface RunnerOptions {
  settings: Settings;
  version: string;
  environment: Readonly<Record<string, string | undefined>>;
  log: Log;
  /** After the first welcome. */
  onReady?: () => void;
  /** The server does not accept the token any more; every process is already being killed. */
  onRevoked?: (detail: string) => void;
}

/** The whole runner: wires its rooms and lives from `start` to `stop`. */
export class Runner implements AsyncDisposable {
  readonly #options: RunnerOptions;
  readonly #roots = new AllowedRoots();
  readonly #rootsWatch: RootsWatch;
  readonly #link: Link;
  readonly #outbox: Outbox;
  readonly #places = new Places();
  #keptPlaces: KeptPlaces | null = null;
  readonly #clock = new ServerClock();
  readonly #mutex = new KeyedMutex();
  readonly #workspaces: WorkspaceRoom;
  readonly #keptSweep: KeptSweep;
  readonly #terminals: TerminalDesk;
  readonly #agents: AgentRoom;
  readonly #heartbeat = new Heartbeat(() => this.#beat());
  #lock: AsyncDisposable | null = null;
  #table: RunTable | null = null;
  #asks: AskDesk | null = null;
  #sandbox: SandboxLevel | null = null;
  #isReady = false;
  #stopping: Promise<void> | null = null;

  constructor(options: RunnerOptions) {
    const { settings, log } = options;
    this.#options = options;
    this.#link = new Link({
      url: `${settings.serverUrl.replace(/^http/, 'ws')}/ws/runner`,
      token: settings.token,
      limits: settings.limits,
      log,
      hello: () => this.#hello(),
      onWelcome: (welcome) => this.#welcome(welcome),
      onFrame: (frame) => {
        if (this.#table !== null && this.#asks !== null)
          routeFrame(frame, this.#ends(this.#table, this.#asks));
      },
      onDown: () => {
        this.#heartbeat.stop();
        void this.#terminals.closeAll('The connection to the server was lost.');
      },
      onRevoked: (detail) => this.#revoked(detail),
    });
    this.#rootsWatch = new RootsWatch({
      ...{ roots: this.#roots, settings, log },
      tell: (roots) => this.#link.send({ type: 'roots', allowed_roots: roots }),
    });
    this.#agents = new AgentRoom({
      ...{ settings, environment: options.environment, log },
      tell: (agents) => this.#link.send({ type: 'agents', agents }),
    });
    this.#workspaces = openWorkspaceRoom(settings.dataDir, settings.limits, this.#mutex);
    this.#keptSweep = new KeptSweep(this.#workspaces, log);
    this.#workspaces.disk.alsoFrees(this.#agents.setting.homes);
    this.#outbox = new Outbox((frame) => this.#link.send(frame));
    this.#terminals = new TerminalDesk({
      folder: join(settings.dataDir, 'terminals'),
      places: this.#places,
      kept: { hold: (runId) => this.#keptPlaces?.hold(runId) ?? Promise.resolve(null) },
      send: (frame) => this.#link.send(frame),
      upload: recordingUpload({ url: settings.serverUrl, token: settings.token }),
      ...{ limits: settings.limits, log },
    });
  }

  /** Cleans up after an earlier runner, then dials the server; resolves without waiting for the welcome. */
  async start(): Promise<void> {
    if (this.#table !== null) return;
    const { settings, log } = this.#options;
    await mkdir(settings.dataDir, { recursive: true, mode: 0o700 });
    this.#lock = await lockInstance(join(settings.dataDir, 'runner.lock'));
    await this.#rootsWatch.start();
    const [offer] = await Promise.all([probeOffer(settings), this.#agents.start(), sweepGroups()]);
    this.#sandbox = offer.best.level;
    log('info', 'The runner starts.', {
      sandbox: `${offer.best.level} (${offer.best.name})`,
      capacity: settings.capacity,
      roots: this.#roots.list,
    });
    const advice = adviceFor(offer);
    if (advice !== null) log('warn', `Runs are not in a sandbox on this machine. ${advice}`);
    const budget = new SpoolBudget(settings.limits.spoolBytes);
    const setting = this.#runSetting(offer);
    const runsDir = join(settings.dataDir, 'runs');
    const left = await sweepLeftBehind({ runsDir, budget, workspaces: setting.workspaces, log });
    this.#keptPlaces = new KeptPlaces({ ...setting, kept: setting.workspaces.kept, runsDir });
    this.#keptSweep.start();
    this.#asks = new AskDesk({ setting, link: this.#link, log });
    this.#table = new RunTable({
      runsDir,
      capacity: settings.capacity,
      setting,
      delivery: {
        server: { url: settings.serverUrl, token: settings.token },
        outbox: this.#outbox,
        limits: settings.limits,
        log,
      },
      budget,
      ...{ link: this.#link, clock: this.#clock },
      onFree: () => this.#claim(),
    });
    this.#table.start(left);
    this.#link.start();
  }

  /** Stops claiming, lets live runs finish for a while, hands the rest back, hangs up. */
  stop(drainMs = this.#options.settings.limits.drainMs): Promise<void> {
    this.#stopping ??= this.#stop(drainMs);
    return this.#stopping;
  }

  /** Ends every process at once; the spool stays as it is. */
  killAll(): void {
    this.#table?.killAll();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  async #stop(drainMs: number): Promise<void> {
    this.#link.send({ type: 'drain' });
    const isHeard = (): boolean => this.#link.isUp;
    await this.#terminals.closeAll('The runner stops.');
    await this.#asks?.stop();
    await this.#table?.stop({ drainMs, isHeard }, 'The runner was stopped; the run is handed back.');
    this.#heartbeat.stop();
    await this.#keptSweep.stop();
    await this.#link.stop();
    await this.#terminals.stop();
    await this.#agents.stop();
    await this.#rootsWatch.stop();
    await this.#lock?.[Symbol.asyncDispose]();
  }

  #runSetting(offer: Offer): RunSetting {
    const { settings, environment } = this.#options;
    return makeRunSetting({
      ...{ settings, environment, offer, roots: this.#roots, places: this.#places },
      ...{ agents: this.#agents.setting, mutex: this.#mutex, workspaces: this.#workspaces },
    });
  }

  #ends(table: RunTable, asks: AskDesk): FrameEnds {
    // The server gives it nothing until then, whatever it claims: nobody has to tell it that this is over.
    const onDrain = (): void =>
      this.#options.log('info', 'The server gives this runner no more runs until it is to take them again.');
    return { table, asks, terminals: this.#terminals, outbox: this.#outbox, onDrain };
  }

  #hello(): RunnerHello {
    const { settings, version } = this.#options;
    return helloOf({
      ...{ settings, version, roots: this.#roots.list, sandbox: this.#sandbox },
      ...{ leases: this.#table?.leases ?? [], agents: this.#agents.introduce() },
    });
  }

  #welcome(welcome: Welcome): void {
    this.#clock.tell(welcome.server_time);
    this.#heartbeat.start(welcome.heartbeat_ms);
    this.#outbox.resend();
    this.#terminals.deliver();
    this.#table?.connected();
    if (this.#stopping === null) this.#claim();
    else this.#link.send({ type: 'drain' });
    if (!this.#isReady) this.#options.onReady?.();
    this.#isReady = true;
  }

  #beat(): void {
    const asks = (this.#asks?.ids ?? []).slice(0, 200);
    const beat = Math.floor(monotonicMs());
    this.#link.send({ type: 'heartbeat', runs: this.#table?.leases ?? [], asks, beat });
  }

  #claim(): void {
    const capacity = this.#table?.freeSlots ?? 0;
    if (this.#stopping === null && capacity > 0) this.#link.send({ type: 'claim', capacity });
  }

  #revoked(detail: string): void {
    this.#options.log('error', 'The server does not accept this runner.', { detail });
    this.#table?.killAll();
    this.#options.onRevoked?.(detail);
  }
}
