import type { Confinement } from '../sandbox/confinement.ts';

export interface Place {
  workspace: string;
  confinement: Pick<Confinement, 'wrap' | 'record' | 'exceeded' | 'holdsTree'>;
  /** Names of variables that a person at a terminal does not get: what runs there is not to be printed. */
  withheld: readonly string[];
}

/** A place while somebody is in it; disposed when they have left. */
export interface HeldPlace extends AsyncDisposable {
  place: Place;
  /** False once it is about to be taken away. */
  isThere: () => boolean;
}

/** The workspaces in which a terminal can be opened now, by run. */
export class Places {
  readonly #places = new Map<string, Place>();
  /** Ends the terminals of a run, before its processes are ended and its changes committed. */
  onLeave: (runId: string, detail: string) => Promise<void> = () => Promise.resolve();

  find(runId: string): Place | null {
    return this.#places.get(runId) ?? null;
  }

  /** The workspace of a live run. */
  hold(runId: string): HeldPlace | null {
    const place = this.#places.get(runId);
    if (place === undefined) return null;
    return {
      place,
      isThere: () => this.#places.get(runId) === place,
      [Symbol.asyncDispose]: () => Promise.resolve(),
    };
  }

  enter(runId: string, place: Place): AsyncDisposable {
    this.#places.set(runId, place);
    return {
      [Symbol.asyncDispose]: async () => {
        this.#places.delete(runId);
        await this.onLeave(runId, 'The run ended.');
      },
    };
  }
}
