/** Calls whose answer somebody has begun to read, or was given to read and may never do so. */
export class UnreadCalls implements AsyncDisposable {
  readonly #giveUps = new Map<object, () => Promise<void>>();
  #isEnded = false;

  /** Until `delete`. One that comes when they were disposed of is given up at once. */
  async add(call: object, giveUp: () => Promise<void>): Promise<void> {
    if (this.#isEnded) return giveUp();
    this.#giveUps.set(call, giveUp);
  }

  delete(call: object): void {
    this.#giveUps.delete(call);
  }

  /** Gives up all of them, each to its entry in the ledger; one that cannot be entered keeps no other from it. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isEnded = true;
    await Promise.allSettled([...this.#giveUps.values()].map((giveUp) => giveUp()));
    this.#giveUps.clear();
  }
}
