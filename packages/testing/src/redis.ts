import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { freeLoopbackPort } from '@overmind/db/embedded/free-port';
import { endWithParent } from '@overmind/db/embedded/process/end-with-parent';
import { createTempFolder } from './temp-folder.ts';
import { waitFor } from './wait-for.ts';

export interface TestRedis extends AsyncDisposable {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

const PORT_ATTEMPTS = 3;

/**
 * A real, empty Redis on a free loopback port that keeps nothing on disk. The caller stops it; it also ends with
 * this process. Needs `redis-server` (scripts/provision.mjs installs it).
 */
export async function startTestRedis(options: { port?: number } = {}): Promise<TestRedis> {
  for (let attempt = 1; ; attempt++) {
    const port = options.port ?? (await freeLoopbackPort());
    try {
      return await startOn(port);
    } catch (error) {
      // Somebody else may have taken the port since it was found free.
      const isLast = options.port !== undefined || attempt === PORT_ATTEMPTS;
      if (isLast || !(error instanceof Error && error.message.includes('Address already in use')))
        throw error;
    }
  }
}

async function startOn(port: number): Promise<TestRedis> {
  const folder = await createTempFolder();
  const settings = ['--save', '', '--appendonly', 'no', '--daemonize', 'no', '--dir', folder.path];
  const child = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', ...settings], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output = (output + text).slice(-4096);
  });
  const end = async () => {
    await kill(child);
    await folder.remove();
  };
  try {
    const pid = await spawned(child);
    void once(child, 'exit').then(endWithParent(pid));
    const reply = () => (hasEnded(child) ? 'ended' : answersAs(pid, port));
    const answer = await waitFor(reply, { what: 'redis-server to answer' });
    if (answer === 'ended') throw new Error(`redis-server ended at its start:\n${output}`);
    return { url: `redis://127.0.0.1:${port}`, pid, stop: end, [Symbol.asyncDispose]: end };
  } catch (error) {
    await end();
    throw error;
  }
}

async function spawned(child: ChildProcess): Promise<number> {
  await once(child, 'spawn').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    throw new Error('redis-server is not installed. Run: node scripts/provision.mjs');
  });
  return Number(child.pid);
}

// Asks for the process id too: another server may have been quicker to take the port.
async function answersAs(pid: number, port: number): Promise<'ready'> {
  const socket = connect({ host: '127.0.0.1', port, timeout: 1000 });
  socket.on('timeout', () => socket.destroy(new Error('Redis did not answer within 1 s')));
  try {
    socket.write('PING\r\nINFO server\r\n');
    let reply = '';
    while (!reply.includes('\r\nprocess_id:')) reply += String((await once(socket, 'data'))[0]);
    if (!reply.startsWith('+PONG')) throw new Error(`Redis answered ${reply.slice(0, 200)}`);
    if (!reply.includes(`\r\nprocess_id:${pid}\r\n`))
      throw new Error(`another Redis answers on port ${port}`);
    return 'ready';
  } finally {
    socket.destroy();
  }
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || hasEnded(child)) return;
  const ended = once(child, 'exit');
  // Nothing is kept, so there is nothing to save first.
  child.kill('SIGKILL');
  await ended;
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
