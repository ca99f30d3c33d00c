import type { Database } from '@overmind/db/database';
import { type AskedTurn, leaveTurn, renewTurns } from '@overmind/db/queries/models/turns';
import { ProviderFault } from '@overmind/models/failures/provider-fault';
import { type Bus, topics } from '../../bus/bus.ts';
import type { Log } from '../../log.ts';
import { askForTurn, mostWaiting } from './ask.ts';
import { Line } from './line.ts';

const usualRenewMs = 10_000;
const stopped = () => new ProviderFault('aborted', 'was given up: the server stops');

/**
 * Where calls wait for their turn. All that counts stands in the database: a node only remembers which of its own calls
 * wait, wakes the first of them, and says again and again which are still there.
 */
export class TurnQueue implements AsyncDisposable {
  readonly #on: { db: Database; bus: Bus; log: Log };
  readonly #renewMs: number;
  readonly #lines = new Map<string, Line>();
  /** The calls of this process; those of runners hang on their runs. */
  readonly #own = new Set<string>();
  readonly #unsubscribe: (() => void)[];
  #renewal: NodeJS.Timeout | null = null;
  #isEnded = false;

  constructor(on: { db: Database; bus: Bus; log: Log }, { renewMs = usualRenewMs } = {}) {
    this.#on = on;
    this.#renewMs = renewMs;
    this.#unsubscribe = [
      on.bus.subscribe(topics.modelTurns, (place) => this.#lines.get(place)?.wake()),
      on.bus.subscribe(topics.models, () => this.#wakeAll()),
      on.bus.onReconnect(() => this.#wakeAll()),
    ];
  }

  /** Waits for the turn of a call of this process, which must leave when it is over, also one that was told of a fault. */
  async enter(turn: AskedTurn, signal: AbortSignal): Promise<void> {
    this.#own.add(turn.id);
    this.#renewal ??= setInterval(() => void this.#renew(), this.#renewMs);
    await this.wait(turn, signal);
    signal.throwIfAborted();
  }

  /**
   * Waits for a turn without leaving the line when the signal is aborted: said again soon, the call stands where it stood.
   * Throws the signal's reason, or a ProviderFault when the line is too long.
   */
  async wait(turn: AskedTurn, signal: AbortSignal): Promise<'taken' | 'unlimited'> {
    const line = this.#lines.get(turn.place) ?? new Line();
    this.#lines.set(turn.place, line);
    line.users += 1;
    try {
      return await this.#waitIn(line, turn, signal);
    } finally {
      line.users -= 1;
      if (line.users === 0) this.#lines.delete(turn.place);
    }
  }

  async #waitIn(line: Line, turn: AskedTurn, signal: AbortSignal): Promise<'taken' | 'unlimited'> {
    for (;;) {
      if (this.#isEnded) throw stopped();
      const { news } = line;
      const answer = await askForTurn(this.#on.db, turn);
      if (answer.kind === 'full')
        throw new ProviderFault('queue_full', `has ${mostWaiting} calls waiting for it already`);
      if (answer.kind === 'waits') {
        await line.wait(answer, news, signal);
        continue;
      }
      if (answer.kind === 'unlimited' || answer.behind > 0) this.#tell(turn.place);
      return answer.kind;
    }
  }

  /** `tokens`: what it took, null where that is not known. Never throws. */
  async leave(id: string, tokens: number | null, runnerId: string | null = null): Promise<void> {
    this.#own.delete(id);
    if (this.#own.size === 0) this.#stopRenewal();
    try {
      const place = await leaveTurn(this.#on.db, { id, tokens, runnerId });
      if (place !== null) this.#tell(place);
    } catch (error) {
      this.#on.log.warn({ err: error, turn: id }, 'a call of a model keeps its place until its term is over');
    }
  }

  /** While the bus is away nobody hears what is published, this process neither. */
  #tell(place: string): void {
    if (!this.#on.bus.isConnected) this.#lines.get(place)?.wake();
    this.#on.bus.publish(topics.modelTurns, place);
  }

  #wakeAll(): void {
    for (const line of this.#lines.values()) line.wake();
  }

  async #renew(): Promise<void> {
    try {
      await renewTurns(this.#on.db, [...this.#own]);
    } catch (error) {
      this.#on.log.warn({ err: error }, 'the calls of models that are under way could not be renewed');
    }
  }

  #stopRenewal(): void {
    if (this.#renewal !== null) clearInterval(this.#renewal);
    this.#renewal = null;
  }

  /** Rejects whoever waits, and gives free what is held. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isEnded = true;
    for (const line of this.#lines.values()) line.close(stopped());
    for (const unsubscribe of this.#unsubscribe.splice(0)) unsubscribe();
    await Promise.all([...this.#own].map((id) => this.leave(id, null)));
    this.#stopRenewal();
  }
}
