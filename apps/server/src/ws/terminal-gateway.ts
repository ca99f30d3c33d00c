import { Uuid } from '@overmind/contracts/entities/primitives';
import { AppError } from '@overmind/contracts/errors';
import { closeCodes } from '@overmind/contracts/frames/line';
import { topics } from '@overmind/core/bus/bus';
import type { Actor } from '@overmind/core/call';
import type { Core } from '@overmind/core/core';
import { closeTerminal } from '@overmind/core/terminals/close';
import { openTerminal } from '@overmind/core/terminals/open';
import { findTerminalFaults, noteTerminals } from '@overmind/core/terminals/rights';
import type { WebSocket } from 'ws';
import { requireRole } from '../plugins/policy.ts';
import { OpenTerminal } from './open-terminal.ts';
import { closeSocket } from './socket-guard.ts';

type UserActor = Extract<Actor, { kind: 'user' }>;

/** What no longer holds closes a terminal within 5 seconds, also where nobody says so or the message is lost. */
const watchMs = 3_000;

/** A number of the query, within what a terminal may measure. */
function sizeOf(query: URLSearchParams, name: 'cols' | 'rows', least: number, most: number): number {
  const value = Number(query.get(name) ?? Number.NaN);
  return Number.isInteger(value) ? Math.min(Math.max(value, least), most) : name === 'cols' ? 80 : 24;
}

/**
 * `/ws/terminal`: joins a browser to a terminal on a runner, whichever node the runner dialled. What is shown is
 * recorded by the runner, so that nothing is seen that is not on record.
 */
export class TerminalGateway {
  readonly #core: Core;
  readonly #open = new Set<OpenTerminal>();
  readonly #unsubscribe: () => void;
  readonly #timer: NodeJS.Timeout;
  #watching: Promise<void> = Promise.resolve();

  constructor(core: Core) {
    this.#core = core;
    this.#unsubscribe = core.bus.subscribe(topics.revoked, () => this.#watch());
    this.#timer = setInterval(() => this.#watch(), watchMs);
  }

  async accept(socket: WebSocket, actor: UserActor, query: URLSearchParams): Promise<void> {
    const runId = Uuid.safeParse(query.get('run_id'));
    if (!runId.success) return refuse(socket, closeCodes.bad_frame, 'run_id has to be valid');
    try {
      if (!actor.scopes.includes('write')) throw new AppError('forbidden', 'This token may not write.');
      await requireRole(this.#core, actor, 'run', runId.data, 'maintainer');
      const call = { actor, address: null, idempotency: null, ifMatch: null };
      const { terminal, runnerId } = await openTerminal(this.#core, call, runId.data);
      // It may have gone meanwhile, and tells of that only once.
      if (socket.readyState === socket.CLOSED)
        return await closeTerminal(this.#core, terminal.id, 'The person left.');
      const size = { cols: sizeOf(query, 'cols', 2, 500), rows: sizeOf(query, 'rows', 2, 300) };
      const place = { id: terminal.id, runId: runId.data, runnerId, size };
      const open = new OpenTerminal(this.#core, socket, place, () => this.#open.delete(open));
      this.#open.add(open);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      refuse(socket, closeCodes.forbidden, error.message);
    }
  }

  /** One look after the other: a slow database is not asked twice at once. */
  #watch(): void {
    this.#watching = this.#watching
      .then(() => this.#look())
      .catch((error: unknown) =>
        this.#core.log.warn({ err: error }, 'open terminals could not be looked after; trying again'),
      );
  }

  async #look(): Promise<void> {
    const open = [...this.#open];
    const ids = open.map(({ id }) => id);
    const faults = await findTerminalFaults(this.#core, ids);
    for (const terminal of open) {
      const fault = faults.get(terminal.id);
      if (fault !== undefined) terminal.close(fault, closeCodes.forbidden);
    }
    await noteTerminals(
      this.#core,
      ids.filter((id) => !faults.has(id)),
    );
  }

  close(): void {
    clearInterval(this.#timer);
    this.#unsubscribe();
    for (const terminal of this.#open) terminal.close('The server stops.', closeCodes.going_away);
  }
}

/** A close reason holds at most 123 bytes. */
function refuse(socket: WebSocket, code: number, reason: string): void {
  const cut = Buffer.from(reason).subarray(0, 120).toString('utf8');
  closeSocket(socket, code, cut.replace(/\uFFFD+$/, ''));
}
