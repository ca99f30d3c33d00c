import type { RunJob } from '@overmind/contracts/entities/run';
import type { Limits } from '../../../limits.ts';
import type { RunCredential } from '../../run-credential.ts';
import { AgentAccess } from './agent-access.ts';
import { reaches } from './reach.ts';

export interface AccessSetting {
  serverUrl: string;
  /** The runner's own. */
  token: string;
  limits: Pick<Limits, 'agentTokenRenewMs' | 'agentTokenAnswerMs'>;
}

/** Null where the agent of a job is not to call the server, or could not. */
export async function openAgentAccess(
  job: RunJob,
  { serverUrl, token, limits }: AccessSetting,
  signal: AbortSignal,
): Promise<RunCredential | null> {
  const { config } = job.agent;
  const isWanted = config.executor === 'acp' && config.run_token !== false;
  if (!isWanted || !reaches(config.network, serverUrl)) return null;
  const { agentTokenRenewMs: renewMs, agentTokenAnswerMs: answerMs } = limits;
  const access = new AgentAccess({ job, server: { url: serverUrl, token }, renewMs, answerMs });
  await access.open(signal);
  return access;
}
