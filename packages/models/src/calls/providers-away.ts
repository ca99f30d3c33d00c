import type { CatalogueEntry, ModelFailureReason } from '@overmind/contracts/entities/model';
import type { Failure } from '../failures/provider-fault.ts';
import { seconds } from '../outbound/watch.ts';
import { Skipped } from './skipped.ts';

/** Providers of which a call has learned that none of their models would answer it now, and why. */
export class ProvidersAway {
  readonly #byName = new Map<string, Skipped>();

  /** Why a model need not be asked; null where it may answer. */
  whySkipped({ provider }: CatalogueEntry): Skipped | null {
    return this.#byName.get(provider) ?? null;
  }

  noteSkipped({ provider }: CatalogueEntry, skipped: Skipped): void {
    if (skipped.isOfProvider) this.#byName.set(provider, skipped);
  }

  noteFailed({ provider }: CatalogueEntry, { reason, retryAfterMs }: Failure): void {
    const patience = retryAfterMs === null ? '' : ` for ${seconds(retryAfterMs)}`;
    const words = `is not asked, as its provider ${told[reason] ?? 'failed'}${patience}`;
    this.#byName.set(provider, new Skipped(reason, words, true));
  }
}

const told: Partial<Record<ModelFailureReason, string>> = {
  unreachable: 'could not be reached',
  forbidden_address: 'is at an address that may not be called',
  silent: 'gave no answer at all',
  refused: 'does not take its key or wants to be paid first',
  rate_limited: 'takes no more calls',
};
