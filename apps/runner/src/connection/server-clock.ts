import { monotonicMs } from '../clock.ts';

/** The server's time, told at each welcome and counted on from there: this machine's own clock may be off by a day. */
export class ServerClock {
  #told: { timeMs: number; atMs: number } | null = null;

  tell(time: string): void {
    this.#told = { timeMs: Date.parse(time), atMs: monotonicMs() };
  }

  /** Whether a moment is over; false before the server has told its time. */
  isPast(time: string): boolean {
    if (this.#told === null) return false;
    return this.#told.timeMs + (monotonicMs() - this.#told.atMs) > Date.parse(time);
  }
}
