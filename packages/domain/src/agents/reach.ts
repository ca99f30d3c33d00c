import type { AgentConfig } from '@overmind/contracts/entities/agent';
import type { ModelPrivacy } from '@overmind/contracts/entities/model';

type Bounds = Pick<AgentConfig, 'executor' | 'network'>;

/** An address of this machine or of the networks around it, as it stands in a list of hosts; names may lead anywhere. */
const staysNear =
  /^(localhost|127(\.\d{1,3}){3}|10(\.\d{1,3}){3}|192\.168(\.\d{1,3}){2}|172\.(1[6-9]|2\d|3[01])(\.\d{1,3}){2})(:\d+)?$/i;

const leavesNetwork = ({ network }: Pick<AgentConfig, 'network'>): boolean =>
  typeof network === 'string' ? network === 'full' : !network.allow.every((host) => staysNear.test(host));

/**
 * Why a coding agent may not be started under a rule for models; null when it may. It calls its models itself, so what
 * keeps its work on the machine is its network alone.
 */
export function whyNotStarted(config: Bounds, privacy: ModelPrivacy): string | null {
  if (config.executor !== 'acp' || privacy !== 'local_only' || !leavesNetwork(config)) return null;
  return 'only local models may be sent this work, and this coding agent can reach the internet: set its network to "none", or to addresses of your own network';
}
