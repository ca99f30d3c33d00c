import type { CatalogueEntry } from '@overmind/contracts/entities/model';
import {
  afterFailure,
  afterNothing,
  afterSuccess,
  askBreaker,
  type Breaker,
  defaultBreakerRule,
} from '@overmind/domain/models/breaker';
import { refOf } from '@overmind/domain/models/refs';
import type { ModelPorts } from '../ports.ts';
import { Skipped } from './skipped.ts';

type Ports = Pick<ModelPorts, 'breakers' | 'clock'>;

/** What an attempt showed. */
export interface Shown {
  /** Whose failure it was; null for neither's. */
  atFault: 'provider' | 'model' | null;
  /** The model answered to the end. */
  isAnswered: boolean;
  /** Its provider said something, if only that it would not. */
  hasProviderAnswered: boolean;
}

export function tellBreakers(
  { breakers, clock }: Ports,
  entry: CatalogueEntry,
  { atFault, isAnswered, hasProviderAnswered }: Shown,
): void {
  const judged = (breaker: Breaker, isAtFault: boolean, isWell: boolean): Breaker => {
    if (isAtFault) return afterFailure(breaker, defaultBreakerRule, clock.now());
    return isWell ? afterSuccess() : afterNothing(breaker, clock.now());
  };
  const { provider } = entry;
  const ref = refOf(entry);
  breakers.write(ref, judged(breakers.read(ref), atFault === 'model', isAnswered));
  breakers.write(provider, judged(breakers.read(provider), atFault === 'provider', hasProviderAnswered));
}

/** Whether neither a model nor its provider is left alone now. */
export const mayBeAsked = ({ breakers, clock }: Ports, entry: CatalogueEntry): boolean =>
  [entry.provider, refOf(entry)].every((name) => askBreaker(breakers.read(name), clock.now()).mayCall);

/**
 * Throws Skipped while the model or its provider is left alone. `mayProbe`: the call begins now, and takes the one place
 * that a breaker gives that is half open.
 */
export function requireClosedBreakers(
  { breakers, clock }: Ports,
  entry: CatalogueEntry,
  mayProbe: boolean,
): void {
  const now = clock.now();
  const ofProvider = askBreaker(breakers.read(entry.provider), now);
  if (!ofProvider.mayCall)
    throw new Skipped('breaker_open', `is not asked, as its provider ${leftAlone(ofProvider.waitMs)}`, true);
  const ref = refOf(entry);
  const ofModel = askBreaker(breakers.read(ref), now);
  if (!ofModel.mayCall) throw new Skipped('breaker_open', leftAlone(ofModel.waitMs));
  if (!mayProbe) return;
  breakers.write(entry.provider, ofProvider.breaker);
  breakers.write(ref, ofModel.breaker);
}

const leftAlone = (waitMs: number): string =>
  `failed too often and is left alone for another ${Math.ceil(waitMs / 1_000)} s`;
