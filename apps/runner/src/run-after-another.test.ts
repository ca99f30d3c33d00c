import { existsSync } from 'node:fs';
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { waitFor } from '@overmind/testing/wait-for';
import { execa } from 'execa';
import { expect, it, onTestFinished } from 'vitest';
import { interruptFirst, loseLease } from './test-support/interrupted.ts';

/** Whoever measures a workspace, as is done when it is kept, waits as long as `held` is there. */
async function slowDownKeeping(folder: string): Promise<{ held: string }> {
  const { stdout: du } = await execa('sh', ['-c', 'command -v du']);
  const [bin, held] = [join(folder, 'bin'), join(folder, 'held')];
  await mkdir(bin);
  await writeFile(
    join(bin, 'du'),
    `#!/bin/sh\nwhile [ -e '${held}' ]; do sleep 0.01; done\nexec ${du} "$@"\n`,
  );
  await chmod(join(bin, 'du'), 0o755);
  const before = process.env['PATH'];
  process.env['PATH'] = `${bin}:${before}`;
  onTestFinished(() => {
    process.env['PATH'] = before;
  });
  return { held };
}

/** An attempt that lost its lease and still ends here, and the one after it. */
async function followLost() {
  const { stand, first, assignNext } = await interruptFirst();
  const { server, folder, settings } = stand;
  const { held } = await slowDownKeeping(folder);
  const lost = await assignNext([{ do: 'write', path: 'b.txt', text: 'of the second' }, { do: 'hang' }]);
  await waitFor(() => server.all('state', lost.run.id).at(-1)?.session_id, { what: 'the session' });
  const work = join(settings.dataDir, 'worktrees', first.run.id, 'b.txt');
  await waitFor(() => existsSync(work), { what: 'its work' });
  await writeFile(held, '');
  loseLease(stand, lost);
  const next = await assignNext([{ do: 'recall' }]);
  const isWaiting = (): boolean =>
    server.messages(next.run.id, 'system').some((line) => line.startsWith('The attempt before still ends'));
  const hasBegun = (): boolean => server.all('state', next.run.id).length > 0;
  await waitFor(() => isWaiting() || hasBegun(), { what: 'the attempt to come' });
  return { server, next, held };
}

it('begins when an attempt that lost its lease on the same runner has left its workspace, and goes on in it', async () => {
  const { server, next, held } = await followLost();
  await rm(held);
  const { result } = await server.waitFor('complete', next.run.id);
  expect(server.messages(next.run.id, 'system')).toContain(
    'This run goes on in the workspace of the run before it.',
  );
  expect(result.metrics.files_changed).toBe(2);
});

it('can be cancelled while it waits for an attempt that still ends', async () => {
  const { server, next, held } = await followLost();
  server.send({ type: 'cancel', run_id: next.run.id, reason: 'not needed' });
  const { result } = await server.waitFor('complete', next.run.id);
  expect(result).toMatchObject({ status: 'canceled', summary: 'Canceled: not needed' });
  await rm(held);
});
