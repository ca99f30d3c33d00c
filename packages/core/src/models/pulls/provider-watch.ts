import { AppError } from '@overmind/contracts/errors';
import { topics } from '../../bus/bus.ts';
import type { Core } from '../../core.ts';
import { getProvider } from '../../providers/read.ts';
import { requireOllama } from './request.ts';

/** Learns when a provider that is fetched from is turned off, removed, moved elsewhere or made one of another kind. */
export class ProviderWatch implements Disposable {
  readonly #core: Core;
  readonly #provider: string;
  readonly #unusable = new AbortController();
  readonly #unsubscribe: () => void;
  #address: string | null = null;

  constructor(core: Core, provider: string) {
    this.#core = core;
    this.#provider = provider;
    this.#unsubscribe = core.bus.subscribe(topics.models, (name) => {
      if (name === provider) void this.#look();
    });
  }

  /** Aborted with the AppError that says why nothing may be fetched any more. */
  get unusable(): AbortSignal {
    return this.#unusable.signal;
  }

  /** From now on it has to stay at the address that is fetched from; that it moved meanwhile is found, too. */
  expectAt(address: string): Promise<void> {
    this.#address = address;
    return this.#look();
  }

  async #look(): Promise<void> {
    try {
      await requireOllama(this.#core, this.#provider);
      const { base_url } = await getProvider(this.#core, this.#provider);
      const isMoved = this.#address !== null && (base_url ?? '') !== this.#address;
      if (isMoved) this.#unusable.abort(moved(this.#provider));
    } catch (error) {
      // What cannot be looked up now may still be as it was.
      if (error instanceof AppError) this.#unusable.abort(error);
    }
  }

  [Symbol.dispose](): void {
    this.#unsubscribe();
  }
}

const moved = (provider: string): AppError =>
  new AppError(
    'rule_violated',
    `The address of "${provider}" was changed while this model was fetched, so the download was stopped. Start it again, and it goes to the new address.`,
    { rule: 'provider.moved' },
  );
