import type { Step } from '@overmind/testing/agents/echo/step';
import { expect, it } from 'vitest';
import { echoJob } from './test-support/echo-job.ts';
import { makeStand } from './test-support/stand.ts';

const planted = [
  ...['.claude/settings.json', '.codex/config.toml', '.config/opencode/plugin/evil.js', '.mcp.json'],
  ...['.bashrc', '.profile', '.gitconfig', '.local/bin/git', '.echo-agent/deeper/hook.sh'],
];
const plant: Step = {
  do: 'run',
  command: `cd "$HOME" && for f in ${planted.join(' ')}; do mkdir -p "$(dirname "$f")" && echo evil >"$f"; done`,
};
const look: Step = { do: 'run', command: 'find "$HOME" ! -type d | sed "s:^$HOME/::" | sort >home.txt' };

/** The files in the home of an attempt that goes on from one which was killed, and what it said. */
async function goOn(sessionFiles?: string[]) {
  const stand = await makeStand();
  const { server, assign } = stand;
  const job = async (steps: Step[], more: Parameters<typeof echoJob>[1] = {}) => {
    const parts = await echoJob(steps, more);
    const acp = parts.config?.acp;
    if (acp === undefined || !('command' in acp)) throw new Error('The echo agent is started by a command.');
    const named = sessionFiles === undefined ? {} : { session_files: sessionFiles };
    return { ...parts, config: { ...parts.config, acp: { command: acp.command, ...named } } };
  };
  const write: Step = { do: 'write', path: 'a.txt', text: 'of the first' };
  const first = assign(await job([plant, look, write, { do: 'kill_itself' }]));
  await server.waitFor('release', first.run.id);
  const session_id = server.all('state', first.run.id).at(-1)?.session_id ?? 'unknown';
  const resume = { run_id: first.run.id, session_id };
  const second = assign(await job([look, { do: 'recall' }], { resume }));
  await server.waitFor('complete', second.run.id);
  const diff = server.artifacts.find(({ kind }) => kind === 'diff')?.bytes.toString() ?? '';
  const [, listed = ''] = /\+\+\+ b\/home\.txt\n@@.*\n((?:\+.*\n)*)/.exec(diff) ?? [];
  const home = listed.split('\n').flatMap((line) => (line === '' ? [] : [line.slice(1)]));
  return { home, diff, said: JSON.stringify(server.transcript(second.run.id)) };
}

it('gives the next attempt the session, and none of the settings that the one before left in its home', async () => {
  const { home, diff, said } = await goOn(['.echo-agent/*.json']);
  expect(home).toEqual([expect.stringMatching(/^\.echo-agent\/[^/]+\.json$/)]);
  expect(said).toContain('1 earlier prompts');
  expect(diff).toContain('of the first');
});

it('keeps nothing of the home of a program whose sessions nobody has named, and its work all the same', async () => {
  const { home, diff, said } = await goOn();
  expect(home.filter((path) => !path.startsWith('.echo-agent/'))).toEqual([]);
  expect(home.join()).not.toContain('deeper');
  expect(said).toContain('could not be gone on with; this is a new one');
  expect(said).toContain('0 earlier prompts');
  expect(diff).toContain('of the first');
});
