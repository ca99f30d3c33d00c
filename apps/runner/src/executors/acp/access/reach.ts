import type { AgentConfig } from '@overmind/contracts/entities/agent';
import { AllowedHosts } from '../../../sandbox/network/allowed-hosts.ts';

/** Whether a run with this network gets to the server. A list of hosts has to name it: nothing is added to the list. */
export function reaches(network: AgentConfig['network'], serverUrl: string): boolean {
  if (typeof network === 'string') return network === 'full';
  const { hostname, port, protocol } = new URL(serverUrl);
  const target = { host: hostname, port: Number(port || (protocol === 'https:' ? 443 : 80)) };
  return new AllowedHosts(network.allow).allows(target);
}
