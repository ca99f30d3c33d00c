import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Person } from './person.ts';
import { repositoryRoot } from './programs.ts';

const run = promisify(execFile);

/** What `overmind` prints for a person at home in a folder. */
export async function runOvermind(person: Person, home: string, ...args: string[]): Promise<string> {
  const program = join(repositoryRoot, 'apps/cli/bin/overmind.mjs');
  const { stdout } = await run(process.execPath, [program, ...args], {
    env: {
      ...{ PATH: process.env['PATH'], HOME: home, NO_COLOR: '1' },
      ...{ OVERMIND_SERVER: person.baseUrl, OVERMIND_TOKEN: person.token },
    },
  });
  return stdout;
}
