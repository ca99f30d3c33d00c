import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { waitFor } from '@overmind/testing/wait-for';
import { expect, it } from 'vitest';
import { interruptFirst, loseLease } from './test-support/interrupted.ts';

it('goes on with the session and the work of the first attempt when the second one never had a session', async () => {
  const { stand, assignNext } = await interruptFirst();
  const { server, settings } = stand;
  const kept = join(settings.dataDir, 'kept');
  for (const _attempt of [2, 3]) {
    const lost = await assignNext([], [{ do: 'write_stderr', text: 'I am up\n' }, { do: 'hang' }]);
    await waitFor(() => server.messages(lost.run.id, 'stderr').includes('I am up'), { what: 'the agent' });
    loseLease(stand, lost);
    await waitFor(async () => (await readdir(kept)).includes(`${lost.run.id}.json`), {
      what: 'its workspace to be kept',
    });
  }
  const last = await assignNext([{ do: 'recall' }]);
  const { result } = await server.waitFor('complete', last.run.id);
  expect(JSON.stringify(server.transcript(last.run.id))).toContain('1 earlier prompts');
  expect(server.messages(last.run.id, 'system')).toContain(
    'This run goes on in the workspace of the run before it.',
  );
  expect(result.metrics.files_changed).toBe(1);
  expect(await readdir(kept)).toEqual([]);
});
