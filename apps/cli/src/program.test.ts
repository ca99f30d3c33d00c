import type { Command } from 'commander';
import { describe, expect, it, vi } from 'vitest';
import { createProgram } from './program.ts';
import { runProgram } from './run-program.ts';

function leaves(command: Command): Command[] {
  return command.commands.length === 0 ? [command] : command.commands.flatMap(leaves);
}

function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({
    writeOut: (chunk) => {
      text += chunk;
    },
  });
  command.outputHelp();
  return text;
}

/** Runs a line in this process; nothing is started by the lines that are tried here. */
async function runLine(...args: string[]): Promise<{ code: typeof process.exitCode; errors: string }> {
  let errors = '';
  const write = vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
    errors += chunk;
    return true;
  });
  const before = process.exitCode;
  try {
    process.exitCode = undefined;
    await runProgram(createProgram(), ['node', 'overmind', ...args]);
    return { code: process.exitCode, errors };
  } finally {
    process.exitCode = before;
    write.mockRestore();
  }
}

describe('every command', () => {
  it.each(leaves(createProgram()).map((command) => [command.name(), command] as const))(
    '%s has a help with an example',
    (_, command) => {
      expect(helpOf(command)).toMatch(/\n {2}\$ overmind /);
    },
  );
});

describe('wrong use', () => {
  it.each([
    ['an unknown command', ['fly']],
    ['an unknown option', ['status', '--loud']],
    ['a missing argument', ['approve']],
    ['one argument too many', ['tasks', 'show', 'A-1', 'A-2']],
    ['an unknown subcommand', ['tasks', 'fly']],
    ['a priority that is none', ['tasks', 'priority', '9', 'A-1']],
    ['blocking without a reason', ['tasks', 'block', 'A-1']],
    ['a comment for several', ['approve', 'A-1', 'A-2', '--comment', 'good']],
    ['an unknown type', ['tasks', '--type', 'magic']],
    ['two ways to wait', ['tasks', 'depends', 'A-1', '--on', 'A-2', '--none']],
    ['a version that is none', ['state', 'show', '--version', '0']],
    ['two formats', ['state', 'show', '--yaml', '--json']],
    ['a spec of actions', ['discussions', 'decide', '0199', '--spec', '--action', 'x']],
    ['an answer and none', ['discussions', 'answer', '0199', 'yes', '--none']],
    ['a discussion that is no file', ['discussions', 'import', '/nowhere/at/all']],
    ['a chat that is no file', ['chats', 'import', '/nowhere/at/all']],
    ['a format of chats that is none', ['chats', 'export', '0199', '--format', 'pdf']],
    ['a persona that is no file', ['personas', 'edit', '/nowhere/at/all']],
    ['a prompt that is no file', ['prompts', 'edit', 'planner.requests', '--file', '/nowhere/at/all']],
    ['a version of a prompt that is none', ['prompts', 'activate', 'planner.requests', '0']],
    ['an archive that is not there', ['project', 'import', '/nowhere/at/all']],
    ['an unknown kind', ['inbox', '--kind', 'spam']],
    ['no words for several', ['reject', 'A-1', 'A-2']],
    ['a port that is none', ['up', '--port', 'http']],
    ['an empty port', ['up', '--port', '']],
    ['a port out of range', ['up', '--port', '70000']],
    ['an unknown role', ['serve', '--role', 'boss']],
    ['an unknown status', ['tasks', '--status', 'sleeping']],
    ['an unknown shell', ['completion', 'tcsh']],
    ['a server without http', ['login', '--server', 'ftp://x', '--email', 'a@b.c']],
    ['a folder that is not there', ['project', 'add', '/nowhere/at/all']],
    ['a root that is not there', ['runner', 'start', '--root', '/nowhere/at/all']],
  ])('%s exits with 2 and says why', async (_, line) => {
    const { code, errors } = await runLine(...line);
    expect(code).toBe(2);
    expect(errors.trim()).not.toBe('');
    expect(errors).not.toMatch(/\n +at /);
  });

  it('help is no error', async () => {
    const out = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const { code } = await runLine('--help');
    out.mockRestore();
    expect(code).toBe(0);
  });
});
