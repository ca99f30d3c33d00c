import { isIP } from 'node:net';
import { isPrivateAddress } from '@overmind/outbound/addresses';

export interface Target {
  host: string;
  port: number;
}

interface Rule {
  host: string;
  includesBelow: boolean;
  port: number | null;
}

const loopback = '127.0.0.1';
const loopbackNames = new Set(['localhost', '::1']);

/** What an agent may reach: names and addresses as they stand in its config. */
export class AllowedHosts {
  readonly #rules: readonly Rule[];

  constructor(entries: readonly string[]) {
    this.#rules = entries.map(toRule);
  }

  /** By the name that was asked for, before anything is looked up. */
  allows({ host, port }: Target): boolean {
    const name = normalHost(host);
    return this.#rules.some((rule) => isMatch(rule, name) && (rule.port === null || rule.port === port));
  }

  /**
   * Whether a connection may go to an address that an allowed name stands for. A public one may; a private one must
   * be listed itself, or a name that the world controls would open the machine's own network.
   */
  allowsAddress(target: Target, address: string): boolean {
    if (!isPrivateAddress(address)) return true;
    return this.allows({ host: address, port: target.port });
  }

  /** Ports of this machine that are to stand at the same address inside. */
  get loopbackPorts(): number[] {
    const ports = this.#rules
      .filter((rule) => rule.host === loopback)
      .flatMap(({ port }) => (port === null ? [] : [port]));
    return [...new Set(ports)];
  }
}

function toRule(entry: string): Rule {
  const includesBelow = entry.startsWith('*.');
  const [host = '', port] = entry.slice(includesBelow ? 2 : 0).split(':');
  return { host: normalHost(host), includesBelow, port: port === undefined ? null : Number(port) };
}

const isMatch = ({ host, includesBelow }: Rule, name: string): boolean =>
  includesBelow ? isIP(name) === 0 && name.endsWith(`.${host}`) : name === host;

/** Lower case, no final dot, no brackets, addresses in their one usual form, and one name for this machine. */
export function normalHost(host: string): string {
  const bare = host
    .toLowerCase()
    .replace(/\.$/, '')
    .replace(/^\[|\]$/g, '');
  const isV6 = isIP(bare) === 6;
  const url = `http://${isV6 ? `[${bare}]` : bare}/`;
  // Decimal, hexadecimal and short forms of an address become the usual one, as every client would read them.
  const usual = URL.canParse(url) ? new URL(url).hostname.replace(/^\[|\]$/g, '') : bare;
  return loopbackNames.has(usual) ? loopback : usual;
}
