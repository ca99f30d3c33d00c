import { basename } from 'node:path';

/**
 * Settings of coding agents that a repository may hold. They name programs that an agent starts, hooks that it runs
 * and addresses to which it sends its key, so whoever can write to the repository could have all of that. Texts in
 * these folders count too: agents, commands, skills and modes are Markdown whose head grants tools and skips questions.
 * What a repository says to every agent (AGENTS.md, CLAUDE.md, GEMINI.md, .goosehints) is no setting.
 */
const folders = new Set([
  ...['.claude', '.claude-plugin', '.codex', '.codex-plugin', '.gemini', '.opencode', '.goose'],
  ...['.agents', '.agent', '.cursor', '.vscode', '.kiro', '.qwen'],
]);
const files = new Set([
  ...[
    '.mcp.json',
    'mcp.json',
    'opencode.json',
    'opencode.jsonc',
    'gemini-extension.json',
    '.goosehints.json',
  ],
]);

/** A folder's own name counts as well: a link may stand there, to one with an innocent name. */
export function isAgentSetting(path: string): boolean {
  const parts = path.toLowerCase().split('/');
  return files.has(basename(path).toLowerCase()) || parts.some((part) => folders.has(part));
}

/** Whoever trusts a folder trusts all that is in it. */
export const isTrusted = (path: string, trusted: readonly string[]): boolean =>
  trusted.some((place) => path === place || path.startsWith(`${place.replace(/\/+$/, '')}/`));
