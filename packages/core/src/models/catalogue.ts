import type { CatalogueEntry } from '@overmind/contracts/entities/model';
import type { Catalogue } from '@overmind/models/ports';
import type { Core } from '../core.ts';
import type { Checks } from './models.ts';
import { readCatalogue } from './read-catalogue.ts';

/** Messages of changes may be lost; then they are seen after so long. */
const rememberedMs = 5_000;

/**
 * The catalogue for calls: remembered between them, forgotten when it changed, and never a reason for a call to fail
 * that could go by what was known before.
 */
export class CatalogueMemory implements Catalogue {
  readonly #core: () => Core;
  readonly #checks: Checks;
  #known: { entries: readonly CatalogueEntry[]; untilMs: number } | null = null;

  constructor(core: () => Core, checks: Checks) {
    this.#core = core;
    this.#checks = checks;
  }

  /** What was read last, without a look at anything. */
  get known(): readonly CatalogueEntry[] {
    return this.#known?.entries ?? [];
  }

  forget(): void {
    if (this.#known !== null) this.#known = { ...this.#known, untilMs: 0 };
  }

  async list(): Promise<readonly CatalogueEntry[]> {
    if (this.#known !== null && Date.now() < this.#known.untilMs) return this.#known.entries;
    try {
      await this.#checks.freshen();
      const entries = (await readCatalogue(this.#core())).map(({ entry }) => entry);
      this.#known = { entries, untilMs: Date.now() + rememberedMs };
      return entries;
    } catch (error) {
      if (this.#known === null) throw error;
      this.#core().log.warn({ err: error }, 'the catalogue of models could not be read; the last one counts');
      return this.#known.entries;
    }
  }
}
