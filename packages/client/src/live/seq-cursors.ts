/** Up to which number each run's numbered things were delivered. */
export class SeqCursors {
  readonly #last = new Map<string, number>();

  get runIds(): string[] {
    return [...this.#last.keys()];
  }

  has(runId: string): boolean {
    return this.#last.has(runId);
  }

  get(runId: string): number | undefined {
    return this.#last.get(runId);
  }

  set(runId: string, seq: number): void {
    this.#last.set(runId, seq);
  }

  delete(runId: string): void {
    this.#last.delete(runId);
  }

  keepOnly(runIds: ReadonlySet<string>): void {
    for (const runId of this.runIds) if (!runIds.has(runId)) this.delete(runId);
  }

  /**
   * Takes a range as delivered and gives its first new number; `drop` when nothing of it is new, `gap` when something
   * before it is missing. A run that is not known yet begins after `start`.
   */
  advance(
    range: { run_id: string; first_seq: number; last_seq: number },
    start: number,
  ): number | 'drop' | 'gap' {
    const last = this.#last.get(range.run_id) ?? start;
    if (range.last_seq <= last) return 'drop';
    if (range.first_seq > last + 1) return 'gap';
    this.#last.set(range.run_id, range.last_seq);
    return Math.max(range.first_seq, last + 1);
  }
}
