import { partOf, readSettings } from './json-settings.ts';
import type { Governed, Rule } from './rule.ts';

const free = ['read', 'glob', 'grep', 'list', 'lsp', 'todoread', 'todowrite', 'skill'];
const asked = ['edit', 'bash', 'webfetch', 'websearch', 'codesearch', 'external_directory', 'doom_loop'];
const permission = {
  '*': 'ask',
  ...Object.fromEntries(free.map((name) => [name, 'allow'])),
  ...Object.fromEntries(asked.map((name) => [name, 'ask'])),
  // Its own subagents keep to the same rules.
  task: { '*': 'ask', general: 'allow', explore: 'allow' },
};
const builtIn = ['build', 'plan', 'general', 'explore'];
const files = ['.config/opencode/opencode.json', '.config/opencode/opencode.jsonc'];

/**
 * OpenCode allows nearly everything unless it is told otherwise, and what is said of one agent counts for more than
 * what is said of all, so both are said. OPENCODE_CONFIG_CONTENT is read after every file but an administrator's.
 * Source: opencode.ai/docs/permissions and /docs/config.
 */
export async function governOpencode({ policy, home }: Rule): Promise<Governed> {
  if (policy === 'allow') return {};
  const settings = await Promise.all(files.map((file) => readSettings(home, file)));
  const own = settings.flatMap((each) => [
    ...Object.keys(partOf(each, 'agent')),
    ...Object.keys(partOf(each, 'mode')),
  ]);
  const agent = Object.fromEntries([...new Set([...builtIn, ...own])].map((name) => [name, { permission }]));
  return { env: { OPENCODE_CONFIG_CONTENT: JSON.stringify({ permission, agent }) } };
}
