import { AppError } from '@overmind/contracts/errors';
import { topics } from '../../bus/bus.ts';
import type { Core } from '../../core.ts';
import { requireOllama } from './request.ts';

/** Learns when a provider that is fetched from is turned off, removed or made one of another kind. */
export class ProviderWatch implements Disposable {
  readonly #unusable = new AbortController();
  readonly #unsubscribe: () => void;

  constructor(core: Core, provider: string) {
    this.#unsubscribe = core.bus.subscribe(topics.models, (name) => {
      if (name === provider) void this.#look(core, provider);
    });
  }

  /** Aborted with the AppError that says why nothing may be fetched any more. */
  get unusable(): AbortSignal {
    return this.#unusable.signal;
  }

  async #look(core: Core, provider: string): Promise<void> {
    try {
      await requireOllama(core, provider);
    } catch (error) {
      // What cannot be looked up now may still be as it was.
      if (error instanceof AppError) this.#unusable.abort(error);
    }
  }

  [Symbol.dispose](): void {
    this.#unsubscribe();
  }
}
