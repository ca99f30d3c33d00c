import type { RunnerFrame, ServerToRunnerFrame } from '@overmind/contracts/frames/runner';
import type { Limits } from '../limits.ts';
import { type Log, messageOf } from '../log.ts';
import { RecordingDelivery } from './delivery.ts';
import type { KeptPlaces } from './kept-places.ts';
import type { HeldPlace, Places } from './places.ts';
import { findPty, noPty, type OpenPty } from './pseudoterminal.ts';
import { Recording, recordedBytes } from './recording.ts';
import { Terminal, type TerminalEnd } from './terminal.ts';
import type { RecordingUpload } from './upload.ts';

type TerminalFrame = Extract<ServerToRunnerFrame, { terminal_id: string }>;
type FrameOf<T extends TerminalFrame['type']> = Extract<TerminalFrame, { type: T }>;

export interface DeskOptions {
  /** Where recordings lie until the server has them. */
  folder: string;
  places: Places;
  kept: Pick<KeptPlaces, 'hold'>;
  send: (frame: RunnerFrame) => boolean;
  upload: RecordingUpload;
  limits: Pick<Limits, 'retryMinMs' | 'retryMaxMs' | 'terminalIdleMs' | 'terminalEndMs'>;
  log: Log;
}

interface Session {
  runId: string;
  /** Null while it is being opened. */
  terminal: Terminal | null;
  /** Why it was to be closed before it was open. */
  endedBy: string | null;
  over: Promise<void>;
}

/** With so much waiting for a server that does not take it, nothing more is recorded, so nothing is opened. */
const mostWaitingBytes = 1024 ** 3;

/** The terminals of this runner. Each is recorded; its recording stays on the disk until the server has it. */
export class TerminalDesk implements AsyncDisposable {
  readonly #options: DeskOptions;
  readonly #sessions = new Map<string, Session>();
  readonly #delivery: RecordingDelivery;

  constructor(options: DeskOptions) {
    this.#options = options;
    this.#delivery = new RecordingDelivery({ ...options, live: () => new Set(this.#sessions.keys()) });
    options.places.onLeave = (runId, detail) => this.#close((session) => session.runId === runId, detail);
  }

  receive(frame: TerminalFrame): void {
    const session = this.#sessions.get(frame.terminal_id);
    switch (frame.type) {
      case 'terminal.open':
        if (session === undefined) this.#begin(frame);
        break;
      case 'terminal.data':
        session?.terminal?.write(Buffer.from(frame.data, 'base64'));
        break;
      case 'terminal.resize':
        session?.terminal?.resize(frame.cols, frame.rows);
        break;
      case 'terminal.close':
        void this.#close((each) => each === session, 'The person left.');
    }
  }

  /** Sends the recordings that the server does not have yet, until it has them or the desk stops. */
  deliver(): void {
    this.#delivery.start();
  }

  /** Nobody sees them any more. */
  closeAll(detail: string): Promise<void> {
    return this.#close(() => true, detail);
  }

  async stop(): Promise<void> {
    await this.closeAll('The runner stops.');
    await this.#delivery.stop();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  #begin(frame: FrameOf<'terminal.open'>): void {
    const { terminal_id: id, run_id: runId } = frame;
    const session: Session = { runId, terminal: null, endedBy: null, over: Promise.resolve() };
    this.#sessions.set(id, session);
    session.over = this.#serve(frame, session).then(
      ({ exitCode, detail }) => this.#end(id, exitCode, detail),
      (error: unknown) => {
        this.#options.log('warn', 'A terminal failed.', { terminal_id: id, error: messageOf(error) });
        this.#end(id, null, 'The terminal could not be opened on this runner.');
      },
    );
  }

  #end(id: string, exitCode: number | null, detail: string): void {
    this.#sessions.delete(id);
    this.#options.send({
      type: 'terminal.closed',
      terminal_id: id,
      exit_code: exitCode,
      detail: detail.slice(0, 1_000),
    });
    this.deliver();
  }

  /** From the first to the last byte of one terminal. */
  async #serve(frame: FrameOf<'terminal.open'>, session: Session): Promise<TerminalEnd> {
    const { places, kept, folder } = this.#options;
    if ((await recordedBytes(folder)) > mostWaitingBytes)
      return {
        exitCode: null,
        detail: 'Too many recordings wait on this runner for the server to take them.',
      };
    const held = places.hold(frame.run_id) ?? (await holdKept(kept, frame.run_id));
    if (held === null) return { exitCode: null, detail: 'The workspace of this run is not there any more.' };
    if ('refusal' in held) return { exitCode: null, detail: held.refusal };
    await using place = held;
    const openPty = await findPty();
    if (openPty === null) return { exitCode: null, detail: noPty };
    return await this.#record(frame, session, place, openPty);
  }

  async #record(
    { terminal_id: id, cols, rows }: FrameOf<'terminal.open'>,
    session: Session,
    { place, isThere }: HeldPlace,
    openPty: OpenPty,
  ): Promise<TerminalEnd> {
    const { folder, send, limits, log } = this.#options;
    const size = { cols, rows };
    const recording = await Recording.start(folder, id, size);
    try {
      const onData = (bytes: Buffer): void => {
        send({ type: 'terminal.data', terminal_id: id, data: bytes.toString('base64') });
      };
      const bounds = { idleMs: limits.terminalIdleMs, endMs: limits.terminalEndMs };
      return await new Promise((onEnd) => {
        const terminal = new Terminal({ ...bounds, id, openPty, place, recording, size, log, onData, onEnd });
        session.terminal = terminal;
        send({ type: 'terminal.opened', terminal_id: id });
        // It may have been left while it was opened.
        const endedBy = session.endedBy ?? (isThere() ? null : 'The run ended.');
        if (endedBy !== null) void terminal.close(endedBy);
      });
    } finally {
      // What is on the disk is delivered, also where its last bytes could not be written.
      await recording
        .close()
        .catch((error: unknown) =>
          log('warn', 'A recording was not closed well.', { error: messageOf(error) }),
        );
    }
  }

  async #close(isMeant: (session: Session) => boolean, detail: string): Promise<void> {
    const meant = [...this.#sessions.values()].filter(isMeant);
    for (const session of meant) {
      session.endedBy ??= detail;
      void session.terminal?.close(detail);
    }
    await Promise.all(meant.map(({ over }) => over));
  }
}

async function holdKept(
  kept: DeskOptions['kept'],
  runId: string,
): Promise<HeldPlace | { refusal: string } | null> {
  try {
    return await kept.hold(runId);
  } catch (error) {
    return { refusal: messageOf(error) };
  }
}
