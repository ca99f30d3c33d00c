import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export interface Reference extends AsyncDisposable {
  url: string;
  pid: number;
}

/** The reference program on the product's own database server. */
export async function startReference(databaseUrl: string): Promise<Reference> {
  const child = fork(join(import.meta.dirname, 'program.ts'), {
    env: { PATH: process.env['PATH'], REFERENCE_DATABASE_URL: databaseUrl },
    execArgv: ['--import', 'tsx'],
  });
  const ended = once(child, 'exit');
  const [message] = (await Promise.race([once(child, 'message'), ended])) as [{ url?: string } | number];
  if (typeof message !== 'object' || message.url === undefined)
    throw new Error('the reference program did not start');
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  return { url: message.url, pid: child.pid ?? 0, [Symbol.asyncDispose]: stop };
}
