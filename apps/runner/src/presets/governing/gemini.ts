import { changeSettings, partOf, type Settings } from './json-settings.ts';
import type { Governed, Rule } from './rule.ts';

/**
 * `--approval-mode default` asks on each call of a tool that changes or runs something. Tools that the person's
 * settings allow beforehand, and servers that they trust, would still go unasked, so the copy does not say so.
 * Source: docs/reference/configuration.md and docs/tools/mcp-server.md of @google/gemini-cli.
 */
export async function governGemini({ policy, home }: Rule): Promise<Governed> {
  if (policy === 'allow') return {};
  await changeSettings(home, '.gemini/settings.json', asking);
  return { args: ['--approval-mode', 'default'] };
}

function asking({ allowedTools: _allowedTools, autoAccept: _autoAccept, ...settings }: Settings): Settings {
  const { allowed: _allowed, autoAccept: _accept, ...tools } = partOf(settings, 'tools');
  const { defaultApprovalMode: _mode, ...general } = partOf(settings, 'general');
  const servers = partOf(settings, 'mcpServers');
  const mcpServers = Object.fromEntries(
    Object.keys(servers).map((name) => [name, { ...partOf(servers, name), trust: false }]),
  );
  return { ...settings, tools, general, mcpServers };
}
