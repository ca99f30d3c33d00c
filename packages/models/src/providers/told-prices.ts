import type { ModelPrices, ProviderKind } from '@overmind/contracts/entities/model';
import { isLocalUrl } from '@overmind/outbound/addresses';
import { usualUrls } from './endpoints.ts';

/** It stands where its kind is for everybody: whoever names it means the same. */
function isAtHome(kind: ProviderKind, url: string): boolean {
  const home = usualUrls[kind];
  if (home === null || isLocalUrl(home) || !URL.canParse(url)) return false;
  return new URL(url).origin === new URL(home).origin;
}

/**
 * Whether prices that a server knows of a provider count for the one that a runner has by the same name; both ask, each of
 * its own. What costs nothing at one may cost something at another.
 */
export function countForBoth(prices: ModelPrices, kind: ProviderKind, url: string): boolean {
  const isKnown = Object.values(prices).some((price) => price !== null);
  const isFree = prices.input_micros === 0 && prices.output_micros === 0;
  return isKnown && (!isFree || isAtHome(kind, url));
}
