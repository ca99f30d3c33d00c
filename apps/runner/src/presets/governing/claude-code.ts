import { changeSettings, partOf } from './json-settings.ts';
import type { Governed, Rule } from './rule.ts';

/**
 * Claude Code asks before edits, commands and fetches in its mode `default`; settings of the person's may choose
 * another mode or allow tools beforehand. Both are left out of the copy; what is denied there stays denied.
 * Source: code.claude.com/docs/en/permissions and /settings.
 */
export async function governClaudeCode({ policy, home }: Rule): Promise<Governed> {
  if (policy === 'allow') return {};
  await changeSettings(home, '.claude/settings.json', (settings) => {
    const { allow: _allow, additionalDirectories: _more, ...rest } = partOf(settings, 'permissions');
    return { ...settings, permissions: { ...rest, defaultMode: 'default' } };
  });
  return {};
}
