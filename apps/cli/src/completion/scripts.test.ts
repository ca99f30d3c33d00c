import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { createProgram } from '../program.ts';
import { describeCommands } from './describe.ts';
import { writeScript } from './scripts.ts';

const run = promisify(execFile);
const commands = describeCommands(createProgram());

/** What bash offers after the words, the last of which is being typed. */
async function complete(...words: string[]): Promise<string[]> {
  const list = words.map((word) => `'${word}'`).join(' ');
  const script = `${writeScript('bash', commands)}
COMP_WORDS=(overmind ${list}); COMP_CWORD=${words.length}; _overmind; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout } = await run('bash', ['-c', script]);
  return stdout.split('\n').filter((line) => line !== '');
}

it('completes commands, subcommands and options in bash', async () => {
  expect((await complete('sta')).sort()).toEqual(['state', 'status']);
  expect(await complete('runs', '')).toEqual(expect.arrayContaining(['list', 'logs']));
  expect(await complete('runs', 'logs', '--fo')).toEqual(['--follow']);
  expect(await complete('tasks', 'un')).toEqual(['unblock']);
  expect(await complete('tasks', '--status', 'done', '--li')).toEqual(['--limit']);
  expect(await complete('tasks', '--ty')).toEqual(['--type']);
  expect(await complete('state', 'show', '--sec')).toEqual(['--section']);
  expect(await complete('cycle', '')).toEqual(expect.arrayContaining(['run', 'preview', 'log']));
  expect(await complete('agent', 't')).toEqual(['test']);
  expect(await complete('project', 'ex')).toEqual(['export']);
  expect(await complete('up', '--')).toEqual(expect.arrayContaining(['--demo', '--port']));
  expect(await complete('up', '--')).not.toContain('--dev');
});

it('knows every command in zsh and fish too', () => {
  for (const shell of ['zsh', 'fish'] as const) {
    for (const { subcommands } of commands) {
      for (const name of subcommands) expect(writeScript(shell, commands)).toContain(name);
    }
  }
});
