import { lookup as resolve } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { isLocalAddress, isMetadataAddress, isPrivateAddress } from './addresses.ts';

/**
 * Where a call may go. `public`: only to the public internet. `local`: only to this machine and its own networks.
 * `any`: to both, where the person in charge has named the host.
 */
export type Reach = 'public' | 'local' | 'any';

/** A host that stands for no address that may be called. */
export class ForbiddenAddress extends Error {
  override readonly name = 'ForbiddenAddress';
}

function isAllowed(reach: Reach, address: string): boolean {
  if (reach === 'any') return true;
  if (reach === 'public') return !isPrivateAddress(address);
  return isLocalAddress(address) && !isMetadataAddress(address);
}

const whyNot = (reach: Reach, host: string): string =>
  reach === 'local' ? `${host} is not on this machine or in its network` : `${host} is at a private address`;

/**
 * Resolves a host for a connection. The very address that was judged is the one that is dialled: a second answer of the
 * name server changes nothing.
 */
export const pinnedLookup =
  (reach: Reach, look: typeof resolve = resolve): LookupFunction =>
  (host, options, done) => {
    look(host, { ...options, all: true }, (error, addresses) => {
      const list = Array.isArray(addresses) ? addresses : [];
      if (error !== null || list.length === 0)
        return done(error ?? new Error(`${host} was not found`), '', 0);
      const found = list.filter(({ address }) => isAllowed(reach, address));
      const [first] = found;
      if (first === undefined) return done(new ForbiddenAddress(whyNot(reach, host)), '', 0);
      return options.all === true ? done(null, found) : done(null, first.address, first.family);
    });
  };

/**
 * Refuses an address that stands in the URL itself, which nobody asks a name server about. Decimal, hexadecimal and
 * short forms have become the usual one in a URL.
 */
export function requireReachable({ hostname }: URL, reach: Reach): void {
  const literal = hostname.replace(/^\[|\]$/g, '');
  if (isIP(literal) !== 0 && !isAllowed(reach, literal)) throw new ForbiddenAddress(whyNot(reach, hostname));
}
