import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type Decoder, mostWaitMs, startDecoder } from './decoder-process.ts';

const bounds = { cpuS: 60, memoryBytes: 1024 ** 3, files: 64 };
const start = (script: string, changes = {}): Promise<Decoder> =>
  startDecoder(['/bin/sh', '-c', script], { ...bounds, ...changes });

async function count(decoder: Decoder): Promise<number> {
  let samples = 0;
  for await (const piece of decoder.pieces) samples += piece.length;
  return samples;
}

test('loses nothing of a program that ended before it was read', async () => {
  // Less than a stream holds without a reader, however it is cut: a program that prints more waits until it is read.
  const decoder = await start('head -c 12002 /dev/zero');
  expect(await decoder.end()).toEqual({ fault: null, isKilled: false, said: '' });
  expect(await count(decoder)).toBe(3_000);
});

test('says how a program ended and what it said last', async () => {
  const decoder = await start('printf "x: broken\\n" >&2; exit 7');
  expect(await count(decoder)).toBe(0);
  expect(await decoder.end()).toEqual({
    ...{ fault: 'the decoder ended with 7', isKilled: false, said: 'x: broken' },
  });
});

test('ends a program that computes too long', async () => {
  const decoder = await start('while :; do :; done', { cpuS: 1 });
  expect(await count(decoder)).toBe(0);
  expect(await decoder.end()).toMatchObject({ fault: 'it took too long', isKilled: false });
});

test('ends a program that stands still', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const decoder = await start('printf 1234; exec tail -f /dev/null');
  const reading = count(decoder);
  vi.advanceTimersByTime(mostWaitMs);
  await reading;
  expect(await decoder.end()).toMatchObject({ isKilled: true });
});

test('ends a program that takes too much memory outside of what can be bounded beforehand', async () => {
  const file = fileURLToPath(new URL('./test-support/grow.ts', import.meta.url));
  const argv = [process.execPath, '--import', import.meta.resolve('tsx'), file];
  const decoder = await startDecoder(argv, { ...bounds, memoryBytes: null, files: 256 });
  expect(await count(decoder)).toBe(0);
  expect(await decoder.end()).toMatchObject({ fault: 'it took too much memory', isKilled: false });
});

test('lets a program write no file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'decoder-'));
  const file = join(folder, 'written');
  const decoder = await start(`printf "some bytes" > ${file}; test -s ${file} && printf 1234`);
  expect(await count(decoder)).toBe(0);
  await rm(folder, { recursive: true });
});

/** Asked of the system and not of what is tested, which would otherwise leave the test out where it is at fault. */
const canBeShutIn =
  process.platform === 'darwin' ||
  [[], ['--user', '--map-root-user']].some(
    (as) => spawnSync('unshare', [...as, '--net', 'true']).status === 0,
  );

test.runIf(canBeShutIn)('gives a program no network, not even to this machine', async () => {
  let connections = 0;
  const server = createServer((socket) => {
    connections++;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const script = `require('node:net').connect(${port}, '127.0.0.1').on('error', (error) => console.error(error.code))`;
  const decoder = await startDecoder([process.execPath, '-e', script], {
    ...bounds,
    memoryBytes: null,
    files: 256,
  });
  await count(decoder);
  expect((await decoder.end()).said).toMatch(/^E[A-Z]+$/);
  expect(connections).toBe(0);
  server.close();
});
