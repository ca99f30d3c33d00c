import { randomUUID } from 'node:crypto';
import type { IPty } from '@lydell/node-pty';
import { monotonicMs, pause } from '../clock.ts';
import type { Log } from '../log.ts';
import { findTool } from '../process/find-tool.ts';
import { whenAborted } from '../process/run-step.ts';
import { isTreeAlive, runMarker, signalTree, type Tree, terminalMarker } from '../process/tree.ts';
import type { Place } from './places.ts';
import type { OpenPty } from './pseudoterminal.ts';
import type { Recording } from './recording.ts';

export interface TerminalEnd {
  exitCode: number | null;
  detail: string;
}

export interface TerminalOptions {
  id: string;
  openPty: OpenPty;
  place: Place;
  recording: Recording;
  size: { cols: number; rows: number };
  /** With nothing typed for so long it ends. */
  idleMs: number;
  /** What does not end for so long, though it was killed, is waited for no more. */
  endMs: number;
  log: Log;
  onData: (bytes: Buffer) => void;
  onEnd: (end: TerminalEnd) => void;
}

/** Output is gathered so long, and at most so much of it is shown at once. */
const flushMs = 16;
const mostFlushedBytes = 64 * 1024;
const pauseBytes = 256 * 1024;
/** Between the hang-up and the kill. */
const hangUpMs = 500;

/**
 * The last thing that the wrapper prints is a mark with the shell's exit code, and it waits for a byte before it
 * goes: a terminal whose program exits loses what was not read from it yet.
 */
const wrapper = '"$1" -i; printf "\\033]777;%s;%s\\007" "$2" "$?"; read -r _';

/** A shell in a run's workspace behind a pseudoterminal, shut in like everything of that run. */
export class Terminal {
  readonly #options: TerminalOptions;
  readonly #pty: IPty;
  readonly #mark = randomUUID();
  readonly #timer: NodeJS.Timeout;
  readonly #tree: Tree;
  readonly #owned: readonly Disposable[];
  #waiting: Buffer = Buffer.alloc(0);
  #end: TerminalEnd | null = null;
  #closing: Promise<void> | null = null;
  #isOver = false;
  #isPaused = false;
  #typedAt = monotonicMs();

  /** Throws when the pseudoterminal cannot be had. */
  constructor(options: TerminalOptions) {
    this.#options = options;
    const shell = findTool('bash') ?? '/bin/sh';
    const argv = ['/bin/sh', '-c', wrapper, 'sh', shell, this.#mark];
    const { workspace, confinement, withheld } = options.place;
    const own = { TERM: 'xterm-256color', [terminalMarker]: options.id };
    const wrapped = confinement.wrap({ argv, cwd: workspace, env: own });
    // Without the mark of the run, whose steps would take the terminal along when they end.
    const kept = Object.entries(wrapped.env).filter(([name]) => ![runMarker, ...withheld].includes(name));
    const env = Object.fromEntries(kept);
    const [file = '', ...args] = wrapped.argv;
    this.#pty = options.openPty(file, args, {
      name: 'xterm-256color',
      cwd: workspace,
      env,
      encoding: null,
      ...options.size,
    });
    const isHeld = confinement.holdsTree;
    const marker = isHeld ? null : `${terminalMarker}=${options.id}`;
    this.#tree = { leader: this.#pty.pid, marker, isHeld };
    this.#pty.onData((data) => this.#receive(Buffer.from(data)));
    this.#pty.onExit(({ exitCode }) => {
      this.#end ??= { exitCode, detail: 'The shell ended.' };
      void this.close('The shell ended.');
    });
    this.#timer = setInterval(() => this.#flush(), flushMs);
    const { exceeded } = confinement;
    this.#owned = [
      confinement.record(this.#tree, 'terminal'),
      whenAborted(exceeded, () => void this.close(String(exceeded.reason))),
    ];
  }

  write(bytes: Buffer): void {
    this.#typedAt = monotonicMs();
    if (this.#closing === null) this.#pty.write(bytes.toString('utf8'));
  }

  resize(cols: number, rows: number): void {
    if (this.#closing !== null) return;
    this.#options.recording.resize(cols, rows);
    this.#pty.resize(cols, rows);
  }

  /** Ends the shell and all it started; `onEnd` has been called when this resolves. */
  close(detail: string): Promise<void> {
    this.#end ??= { exitCode: null, detail };
    this.#closing ??= this.#endTree(this.#end);
    return this.#closing;
  }

  async #endTree(end: TerminalEnd): Promise<void> {
    signalTree(this.#tree, 'SIGHUP');
    const deadline = monotonicMs() + hangUpMs;
    let killedAt: number | null = null;
    for (let waitMs = 5; isTreeAlive(this.#tree); waitMs = Math.min(waitMs * 2, 250)) {
      if (monotonicMs() > deadline) {
        killedAt ??= monotonicMs();
        signalTree(this.#tree, 'SIGKILL');
      }
      if (killedAt !== null && monotonicMs() - killedAt >= this.#options.endMs) {
        this.#tellOfRest();
        break;
      }
      await pause(waitMs);
    }
    this.#finish(end);
  }

  /** A process that waits for a disk that does not answer cannot be ended, and a run may wait for its workspace. */
  #tellOfRest(): void {
    const { id, log } = this.#options;
    log('warn', 'A terminal was killed, and not all of it has ended.', {
      terminal_id: id,
      leader: this.#tree.leader,
    });
  }

  #receive(bytes: Buffer): void {
    this.#waiting = Buffer.concat([this.#waiting, bytes]);
    const mark = this.#waiting.indexOf(`\u001b]777;${this.#mark};`);
    const close = mark === -1 ? -1 : this.#waiting.indexOf(0x07, mark);
    if (close !== -1) {
      const code = Number(this.#waiting.toString('latin1', mark, close).split(';').at(-1));
      this.#waiting = this.#waiting.subarray(0, mark);
      this.#end ??= { exitCode: Number.isInteger(code) ? code : null, detail: 'The shell ended.' };
      this.#pty.write('\n');
    } else if (this.#waiting.length > pauseBytes && !this.#isPaused) {
      this.#isPaused = true;
      this.#pty.pause();
    }
  }

  #flush(): void {
    if (monotonicMs() - this.#typedAt > this.#options.idleMs)
      void this.close('Nothing was typed for a long time.');
    if (this.#waiting.length > 0) {
      const shown = this.#waiting.subarray(0, mostFlushedBytes);
      this.#waiting = this.#waiting.subarray(shown.length);
      this.#options.recording.output(shown);
      this.#options.onData(shown);
      if (this.#options.recording.isFull) void this.close('The recording is full.');
    }
    if (!this.#isPaused || this.#waiting.length > pauseBytes / 2) return;
    this.#isPaused = false;
    this.#pty.resume();
  }

  #finish(end: TerminalEnd): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearInterval(this.#timer);
    for (const each of this.#owned) each[Symbol.dispose]();
    while (this.#waiting.length > 0) this.#flush();
    this.#options.onEnd(end);
  }
}
