import type { CatalogueEntry } from '@overmind/contracts/entities/model';

/** `provider/model`, as policies and ledgers name it. */
export const refOf = ({ provider, model }: Pick<CatalogueEntry, 'provider' | 'model'>): string =>
  `${provider}/${model}`;
