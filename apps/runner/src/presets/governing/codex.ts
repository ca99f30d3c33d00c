import type { Governed, Rule } from './rule.ts';

/**
 * Two programs are called codex-acp. The older takes codex's own settings as `-c`; the newer (@agentclientprotocol)
 * passes such arguments over and takes the mode that its sessions begin in from INITIAL_AGENT_MODE, of which
 * `read-only` asks before every change. Codex's sandbox is off where ours stands around it: one inside the other
 * fails on helpers that codex may not place.
 * Source: developers.openai.com/codex/config-reference and the README of @agentclientprotocol/codex-acp.
 */
export function governCodex({ policy, isShutIn }: Rule): Promise<Governed> {
  const sandbox = isShutIn ? 'danger-full-access' : 'workspace-write';
  const settings =
    policy === 'allow'
      ? { approval_policy: isShutIn ? 'never' : 'on-request', sandbox_mode: sandbox }
      : // A search happens at the provider, where nobody can be asked.
        { approval_policy: 'untrusted', sandbox_mode: sandbox, web_search: 'disabled' };
  const mode = isShutIn ? 'agent-full-access' : 'workspace-write';
  return Promise.resolve({
    args: Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}="${value}"`]),
    env: { INITIAL_AGENT_MODE: policy === 'allow' ? mode : 'read-only' },
  });
}
