import { EventEmitter, once } from 'node:events';
import { join } from 'node:path';
import { programs } from '../programs.ts';
import { rootsFileIn } from '../settings/roots-file.ts';
import type { Settings } from '../settings/settings.ts';
import { ServerReady } from './messages.ts';
import { describeEnd, Program, type ProgramEnd } from './program.ts';
import { ScriptedModel } from './scripted-model.ts';

/**
 * Keeps a server and, beside it, a local runner alive.
 *
 *   with a demo its scripted model starts first, and is kept up on its port; when it is lost, both start anew without it
 *   server starts ── ends before it was ever ready ──▶ over, exit code 1
 *        │ ready
 *        ▼
 *   runner starts; whichever ends by itself is started again, 0.2 to 5 s later, the other one stays
 *        │ stop
 *        ▼
 *   the runner drains while the server still listens, then the server, then whatever is left is killed
 */
export interface SupervisorOptions {
  settings: Settings;
  /** For the server, LOG_LEVEL and PORT included. */
  env: NodeJS.ProcessEnv;
  isRoot: boolean;
  /** Whether the scripted model of the demo is to be there, as a provider of server and runner. */
  hasScriptedModel: boolean;
  onLine: (name: 'server' | 'runner', line: string) => void;
  /** News for the person, one sentence. */
  say: (sentence: string) => void;
  onReady: (ready: ServerReady, isFirst: boolean) => void;
}

/** The runner's own drain of 15 s, and what it needs to hand the rest back. */
const runnerLimitMs = 21_000;
const serverLimitMs = 20_000;
const modelLimitMs = 2_000;
const forcedLimitMs = 1_000;
const runnerExit = { settings: 2, revoked: 3 };

export class Supervisor {
  readonly #options: SupervisorOptions;
  readonly #server: Program;
  readonly #runner: Program;
  readonly #model: ScriptedModel;
  readonly #over = new EventEmitter<{ over: [number] }>();
  #ready: ServerReady | null = null;
  /** Of the scripted model, as the server was told at its start. */
  #toldUrl: string | null = null;
  #isAnnounced = false;
  #stopping: Promise<void> | null = null;
  #isForced = false;
  #isServerUp = false;

  constructor(options: SupervisorOptions) {
    this.#options = options;
    this.#server = new Program({
      plan: () => ({ file: programs.server, args: [], env: this.#serverEnv() }),
      onMessage: (message) => this.#serverSaid(message),
      onLine: (line) => options.onLine('server', line),
      onEnd: (end) => this.#serverEnded(end),
    });
    this.#runner = new Program({
      plan: () => ({ file: programs.runner, args: this.#runnerArgs(), env: this.#runnerEnv() }),
      onMessage: () => undefined,
      onLine: (line) => options.onLine('runner', line),
      onEnd: (end) => this.#runnerEnded(end),
    });
    this.#model = new ScriptedModel({
      env: withoutSecrets(options.env),
      say: options.say,
      onSettled: () => this.#server.start(),
      onLost: () => this.#leaveModelOut(),
    });
  }

  get isReady(): boolean {
    return this.#ready !== null;
  }

  get isServerUp(): boolean {
    return this.#isServerUp;
  }

  /** Whether the scripted model can be asked. */
  get hasModel(): boolean {
    return this.#model.url !== null;
  }

  /** Resolves with the exit code when all is over. */
  async run(): Promise<number> {
    const over = once(this.#over, 'over');
    (this.#options.hasScriptedModel ? this.#model : this.#server).start();
    const [exitCode] = (await over) as [number];
    return exitCode;
  }

  /** Idempotent. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  /** Cuts a stop short. Both programs take a second SIGTERM for "at once". */
  force(): void {
    if (this.#isForced) return;
    this.#isForced = true;
    this.#runner.signal('SIGTERM');
    setTimeout(() => {
      for (const program of [this.#runner, this.#server, this.#model]) program.signal('SIGKILL');
    }, forcedLimitMs).unref();
  }

  async #stop(): Promise<void> {
    await this.#runner.stop(runnerLimitMs);
    await this.#server.stop(serverLimitMs);
    await this.#model.stop(modelLimitMs);
    this.#over.emit('over', this.#isForced ? 1 : 0);
  }

  #serverEnv(): NodeJS.ProcessEnv {
    this.#toldUrl = this.#model.url;
    const port = this.#ready === null ? '' : new URL(this.#ready.localUrl).port;
    const env = { ...this.#options.env, ...this.#scriptedModel() };
    // A port that the system chose (PORT=0) is kept over restarts: browsers and the runner know it.
    return this.#options.settings.port === '0' && port !== '' ? { ...env, PORT: port } : env;
  }

  #scriptedModel(): NodeJS.ProcessEnv {
    return this.#model.url === null ? {} : { SCRIPTED_MODEL_URL: this.#model.url };
  }

  #runnerArgs(): string[] {
    const { settings, isRoot } = this.#options;
    return [
      ...['--token-file', join(settings.dataDir, 'runner.token')],
      ...['--roots-file', rootsFileIn(settings.dataDir)],
      ...['--data-dir', join(settings.dataDir, 'runner')],
      ...(isRoot ? ['--allow-root'] : []),
    ];
  }

  #runnerEnv(): NodeJS.ProcessEnv {
    const { settings, env } = this.#options;
    return {
      ...withoutSecrets(env),
      ...this.#scriptedModel(),
      OVERMIND_SERVER: this.#ready?.localUrl ?? '',
      RUNNER_ROOTS: settings.runnerRoots.join(':'),
      // Where this program stands in a home, no agent could see it in its sandbox.
      RUNNER_READABLE: [env['RUNNER_READABLE'], programs.demoAgent].filter(Boolean).join(':'),
    };
  }

  /** Both learn at their start where it is, and by now another program may listen there. */
  #leaveModelOut(): void {
    if (this.#stopping !== null) return;
    this.#runner.signal('SIGTERM');
    // One that still starts is ended once it is ready.
    if (this.#isServerUp) this.#server.signal('SIGTERM');
  }

  #serverSaid(message: unknown): void {
    const parsed = ServerReady.safeParse(message);
    if (!parsed.success || this.#stopping !== null) return;
    this.#ready = parsed.data;
    if (this.#toldUrl !== this.#model.url) return this.#server.signal('SIGTERM');
    const isFirst = !this.#isAnnounced;
    this.#isAnnounced = true;
    this.#isServerUp = true;
    if (this.#options.settings.hasLocalRunner && parsed.data.localUrl !== '') this.#runner.start();
    this.#options.onReady(parsed.data, isFirst);
  }

  #serverEnded(end: ProgramEnd): 'restart' | 'stay_down' {
    this.#isServerUp = false;
    if (this.#ready === null) {
      // Exit code 1 comes with a sentence of the server's own.
      if (end.signal !== null)
        this.#options.say(`The server ended before it was ready (${describeEnd(end)}).`);
      this.#over.emit('over', 1);
      return 'stay_down';
    }
    this.#options.say(`The server ended (${describeEnd(end)}). Starting it again.`);
    return 'restart';
  }

  #runnerEnded(end: ProgramEnd): 'restart' | 'stay_down' {
    if (end.code === runnerExit.settings || end.code === runnerExit.revoked) {
      this.#options.say('The runner cannot go on; the reason stands above. Restart to bring it back.');
      return 'stay_down';
    }
    this.#options.say(`The runner ended (${describeEnd(end)}). Starting it again.`);
    return 'restart';
  }
}

/** Without what only the server needs. Keys of model providers go on: a runner gives them to agents that use them. */
function withoutSecrets(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const serverOnly = [
    'DATABASE_URL',
    'REDIS_URL',
    'REDIS_PREFIX',
    'ADMIN_EMAIL',
    'ADMIN_PASSWORD',
    'METRICS_TOKEN',
    'SENTRY_DSN',
  ];
  return Object.fromEntries(Object.entries(env).filter(([name]) => !serverOnly.includes(name)));
}
