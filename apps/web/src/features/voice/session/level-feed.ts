type Listener = (level: number) => void;

const quietestDb = -60;
const loudestDb = -12;

/** How loud it is, to draw; past the state of the page, which need not render again 25 times a second. */
export class LevelFeed {
  readonly #listeners = new Set<Listener>();

  /** `loudness` as the root of the mean square; listeners get it from 0 to 1 as ears take it. */
  push(loudness: number): void {
    const db = 20 * Math.log10(Math.max(loudness, 1e-6));
    const level = Math.min(1, Math.max(0, (db - quietestDb) / (loudestDb - quietestDb)));
    for (const listener of this.#listeners) listener(level);
  }

  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
