import { type AgentConfig, commandChecks } from '@overmind/contracts/entities/agent';
import { oneLine } from './table.ts';

/** What an agent is, in a few words: the program or model behind it, or its commands. */
export function describeAgent({ executor, acp, model_policy, commands, checks }: AgentConfig): string {
  if (executor === 'model') return `model ${oneLine(model_policy?.prefer[0] ?? 'not chosen yet')}`;
  if (executor === 'acp') {
    if (acp === undefined) return 'coding agent, not chosen yet';
    return oneLine(
      'preset' in acp ? `coding agent ${acp.preset}` : `coding agent ${acp.command.join(' ')}`,
      80,
    );
  }
  const names = [...commands, ...commandChecks(checks)].map(({ run }) => run.join(' '));
  return names.length === 0 ? 'no commands yet' : oneLine(names.join(' · '), 80);
}
