import { closeCodes } from '@overmind/contracts/frames/line';
import type { RunnerFrame, ServerToRunnerFrame } from '@overmind/contracts/frames/runner';
import { TerminalClientFrame, type TerminalServerFrame } from '@overmind/contracts/frames/terminal';
import { topics } from '@overmind/core/bus/bus';
import type { Core } from '@overmind/core/core';
import type { RunnerCommand } from '@overmind/core/runners/command';
import { closeTerminal } from '@overmind/core/terminals/close';
import type { WebSocket } from 'ws';
import { guardSocket } from './socket-guard.ts';

type FromRunner = Extract<RunnerFrame, { terminal_id: string }>;

/** Keys are many and small. */
const maxTerminalFramesPerSecond = 1_000;
const maxBufferedBytes = 4 * 1024 * 1024;
const openTimeoutMs = 15_000;

export interface TerminalPlace {
  id: string;
  runId: string;
  runnerId: string;
  size: { cols: number; rows: number };
}

/** One browser joined to one terminal on a runner; over when its socket closes, which ends the terminal too. */
export class OpenTerminal {
  readonly #core: Core;
  readonly #socket: WebSocket;
  readonly #place: TerminalPlace;
  #detail = 'The person left.';

  constructor(core: Core, socket: WebSocket, place: TerminalPlace, onOver: () => void) {
    this.#core = core;
    this.#socket = socket;
    this.#place = place;
    const { id, runId, size } = place;
    const timeout = setTimeout(
      () => this.close('The runner did not answer.', closeCodes.going_away),
      openTimeoutMs,
    );
    const unsubscribe = core.bus.subscribe(topics.terminal(id), (message) => {
      clearTimeout(timeout);
      this.#show(JSON.parse(message) as FromRunner);
    });
    socket.once('close', () => {
      clearTimeout(timeout);
      unsubscribe();
      onOver();
      this.#leave();
    });
    guardSocket(socket, (value) => this.#hear(value), { maxFramesPerSecond: maxTerminalFramesPerSecond });
    this.#tell({ type: 'terminal.open', terminal_id: id, run_id: runId, ...size });
  }

  get id(): string {
    return this.#place.id;
  }

  /** Ends it with a sentence for the person. */
  close(detail: string, code: number): void {
    this.#detail = detail;
    this.#send({ type: 'closed', exit_code: null, detail });
    this.#socket.close(code, detail);
  }

  /** Whatever becomes of this word, the runner's channel looks at what stands in the database as well. */
  #leave(): void {
    const { id } = this.#place;
    this.#tell({ type: 'terminal.close', terminal_id: id });
    closeTerminal(this.#core, id, this.#detail).catch((error: unknown) =>
      this.#core.log.warn({ err: error, terminal_id: id }, 'the end of a terminal was not noted'),
    );
  }

  #tell(frame: Extract<ServerToRunnerFrame, { terminal_id: string }>): void {
    const command: RunnerCommand = { kind: 'terminal', frame };
    this.#core.bus.publish(topics.runner(this.#place.runnerId), JSON.stringify(command));
  }

  #hear(value: unknown): void {
    const parsed = TerminalClientFrame.safeParse(value);
    if (!parsed.success) return this.#socket.close(closeCodes.bad_frame, 'this frame is unknown');
    const frame = parsed.data;
    const { id } = this.#place;
    if (frame.type === 'data') this.#tell({ type: 'terminal.data', terminal_id: id, data: frame.data });
    else this.#tell({ ...frame, type: 'terminal.resize', terminal_id: id });
  }

  #show(frame: FromRunner): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    if (this.#socket.bufferedAmount > maxBufferedBytes)
      return this.#socket.close(closeCodes.too_slow, 'too slow');
    switch (frame.type) {
      case 'terminal.opened':
        return this.#send({ type: 'opened', terminal_id: frame.terminal_id });
      case 'terminal.data':
        return this.#send({ type: 'data', data: frame.data });
      case 'terminal.closed':
        this.#detail = frame.detail;
        this.#send({ type: 'closed', exit_code: frame.exit_code, detail: frame.detail });
        this.#socket.close(1000, 'the terminal ended');
    }
  }

  #send(frame: TerminalServerFrame): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(JSON.stringify(frame));
  }
}
