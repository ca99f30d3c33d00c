import type { ProviderHealth } from '@overmind/contracts/entities/provider';
import { iso, isoOrNull } from '@overmind/db/database';
import type { ProviderStateRow } from '@overmind/db/queries/models/catalogue';

const neverAsked: ProviderHealth = {
  ...{ status: 'unknown', since: null, checked_at: null, latency_ms: null, error: null },
  ...{ models: 0, listed_at: null },
};

export const healthOf = (state: ProviderStateRow | null): ProviderHealth =>
  state === null
    ? neverAsked
    : {
        ...{ status: state.status, since: iso(state.status_since), checked_at: iso(state.checked_at) },
        ...{ latency_ms: state.latency_ms, error: state.error },
        ...{ models: state.models.length, listed_at: isoOrNull(state.listed_at) },
      };
