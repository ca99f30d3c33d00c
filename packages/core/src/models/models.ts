import type { ProviderTrial } from '@overmind/contracts/entities/model-catalogue';
import type { ModelLayer } from '@overmind/models/layer';
import type { TurnQueue } from './turns/queue.ts';

/** Keeps what is known of providers fresh. */
export interface Checks {
  /** Asks a provider what it offers, now. Throws when it is unknown. */
  check(name: string): Promise<ProviderTrial>;
  /** Has those asked that were not asked lately; waits only for those of which nothing is known yet. */
  freshen(): Promise<void>;
}

/** The model layer of the server. */
export interface Models extends ModelLayer {
  readonly checks: Checks;
  /** Where calls wait for their turn, those of runners, too. */
  readonly queue: Pick<TurnQueue, 'wait' | 'leave'>;
  /** Aborted when it is disposed of. */
  readonly signal: AbortSignal;
}
