import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { hostname } from 'node:os';
import type { ProviderAccess } from '../ports.ts';
import { endpointOf } from '../providers/endpoints.ts';

/** No server can have that name. */
const loopback = 'loopback.invalid';

function isLoopback(host: string): boolean {
  const plain = host.replace(/^\[|\]$/g, '');
  if (plain === 'localhost' || plain.endsWith('.localhost')) return true;
  return (
    plain === '::1' ||
    plain === '::' ||
    plain === '0.0.0.0' ||
    (isIP(plain) === 4 && plain.startsWith('127.'))
  );
}

/** Scheme, host and port, without what signs in; however an address of the own machine is written, it is the same. */
export function limitedOrigin(url: string): string {
  const { protocol, hostname: host, port, origin } = new URL(url);
  return isLoopback(host) ? `${protocol}//${loopback}${port === '' ? '' : `:${port}`}` : origin;
}

export const originOf = (access: Pick<ProviderAccess, 'kind' | 'baseUrl'>): string =>
  limitedOrigin(endpointOf(access));

/** What listens on loopback is another server on each machine: there a limit is counted for each machine by itself. */
export const countedAt = (provider: string, origin: string, machine: string): string =>
  new URL(origin).hostname === loopback ? `${provider} on ${machine}` : provider;

/** The same for all processes of a machine, or of a container; it tells nothing about it. */
export function thisMachine(): string {
  const words = `overmind ${hostname()} ${machineId()}`;
  return createHash('sha256').update(words).digest('hex').slice(0, 32);
}

/** Names of machines are not unique; where there is no id, the name has to do. */
function machineId(): string {
  try {
    return readFileSync('/etc/machine-id', 'utf8').trim();
  } catch {
    return '';
  }
}
