import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type RunnerHello, runnerProtocol } from '@overmind/contracts/frames/runner';
import type { Welcome } from './connection/channel.ts';
import { Link } from './connection/link.ts';
import { Outbox } from './connection/outbox.ts';
import { type FrameEnds, routeFrame } from './connection/route-frame.ts';
import { lockInstance } from './instance-lock.ts';
import type { Log } from './log.ts';
import { type Isolation, probeIsolation, processGroups } from './process/isolation.ts';
import { sweepLeftBehind } from './runs/resume.ts';
import type { RunSetting } from './runs/run-setting.ts';
import { RunTable } from './runs/run-table.ts';
import { hostLabel, type Settings } from './settings.ts';
import { SpoolBudget } from './spool/budget.ts';
import { KeyedMutex } from './workspace/mutex.ts';
import { AllowedRoots } from './workspace/roots.ts';
import { RootsFile } from './workspace/roots-file.ts';

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
  readonly #link: Link;
  readonly #outbox: Outbox;
  #lock: AsyncDisposable | null = null;
  #rootsFile: RootsFile | null = null;
  #table: RunTable | null = null;
  #heartbeat: NodeJS.Timeout | null = null;
  #isDraining = false;
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
        if (this.#table !== null) routeFrame(frame, this.#ends(this.#table));
      },
      onDown: () => this.#stopHeartbeat(),
      onRevoked: (detail) => this.#revoked(detail),
    });
    this.#outbox = new Outbox((frame) => this.#link.send(frame));
  }

  /** Cleans up after an earlier runner, then dials the server; resolves without waiting for the welcome. */
  async start(): Promise<void> {
    if (this.#table !== null) return;
    const { settings, log } = this.#options;
    await mkdir(settings.dataDir, { recursive: true, mode: 0o700 });
    this.#lock = await lockInstance(join(settings.dataDir, 'runner.lock'));
    await this.#watchRoots();
    const isolation = settings.isolation === 'groups' ? processGroups : await probeIsolation();
    log('info', 'The runner starts.', {
      isolation: isolation.level,
      capacity: settings.capacity,
      roots: this.#roots.list,
    });
    const budget = new SpoolBudget(settings.limits.spoolBytes);
    const setting = this.#runSetting(isolation);
    const runsDir = join(settings.dataDir, 'runs');
    const left = await sweepLeftBehind({
      runsDir,
      worktreesDir: setting.worktreesDir,
      budget,
      mutex: setting.mutex,
      log,
    });
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
      link: this.#link,
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
    this.#isDraining = true;
    this.#link.send({ type: 'drain' });
    const isHeard = (): boolean => this.#link.isUp;
    await this.#table?.stop({ drainMs, isHeard }, 'The runner was stopped; the run is handed back.');
    this.#stopHeartbeat();
    await this.#link.stop();
    await this.#rootsFile?.stop();
    await this.#lock?.[Symbol.asyncDispose]();
  }

  async #watchRoots(): Promise<void> {
    const { settings, log } = this.#options;
    if (settings.rootsFile === null) {
      await this.#roots.set(settings.roots, log);
      return;
    }
    const onChange = async (roots: string[]): Promise<void> => {
      if (!(await this.#roots.set([...settings.roots, ...roots], log))) return;
      log('info', 'The allowed roots are now these.', { roots: this.#roots.list });
      this.#link.send({ type: 'roots', allowed_roots: [...this.#roots.list] });
    };
    this.#rootsFile = new RootsFile(settings.rootsFile, onChange, log);
    await this.#rootsFile.start();
  }

  #runSetting(isolation: Isolation): RunSetting {
    const { settings, environment } = this.#options;
    return {
      roots: this.#roots,
      worktreesDir: join(settings.dataDir, 'worktrees'),
      isolation,
      mutex: new KeyedMutex(),
      limits: settings.limits,
      environment,
      token: settings.token,
    };
  }

  #ends(table: RunTable): FrameEnds {
    const { log } = this.#options;
    const onDrain = (): void => {
      this.#isDraining = true;
    };
    return { table, outbox: this.#outbox, roots: this.#roots, link: this.#link, log, onDrain };
  }

  #hello(): RunnerHello {
    const { settings, version } = this.#options;
    return {
      type: 'hello',
      protocol: runnerProtocol,
      version,
      platform: hostLabel(),
      labels: settings.labels,
      capacity: settings.capacity,
      allowed_roots: [...this.#roots.list],
      live_runs: this.#table?.leases ?? [],
    };
  }

  #welcome(welcome: Welcome): void {
    this.#beat();
    this.#stopHeartbeat();
    this.#heartbeat = setInterval(() => this.#beat(), welcome.heartbeat_ms);
    this.#outbox.resend();
    this.#table?.connected();
    if (this.#stopping === null) {
      this.#isDraining = false;
      this.#claim();
    } else this.#link.send({ type: 'drain' });
    if (!this.#isReady) this.#options.onReady?.();
    this.#isReady = true;
  }

  #beat(): void {
    this.#link.send({ type: 'heartbeat', runs: this.#table?.leases ?? [] });
  }

  #claim(): void {
    const capacity = this.#table?.freeSlots ?? 0;
    if (!this.#isDraining && capacity > 0) this.#link.send({ type: 'claim', capacity });
  }

  #revoked(detail: string): void {
    this.#options.log('error', 'The server does not accept this runner.', { detail });
    this.#table?.killAll();
    this.#options.onRevoked?.(detail);
  }

  #stopHeartbeat(): void {
    if (this.#heartbeat !== null) clearInterval(this.#heartbeat);
    this.#heartbeat = null;
  }
}
