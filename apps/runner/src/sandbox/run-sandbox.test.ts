import { expect, it } from 'vitest';
import { nodeStep } from '../test-support/job.ts';
import { makeStand } from '../test-support/stand.ts';

it('runs no agent that must have a sandbox where there is none, and says how to get it', async () => {
  const { server, assign, logged } = await makeStand({ settings: { sandbox: 'off' } });
  expect(server.all('hello')[0]?.sandbox).toBe('restricted');
  expect(logged.join('')).toContain('Runs are not in a sandbox on this machine');
  const { run } = assign({
    config: { sandbox: 'required' },
    commands: [nodeStep('never', 'console.log("never")')],
  });
  const { result } = await server.waitFor('complete', run.id);
  expect(result).toMatchObject({ status: 'failed', reason: 'sandbox_unavailable' });
  expect(result.summary).toContain('apt-get install bubblewrap');
  expect(server.messages(run.id, 'stdout')).toEqual([]);
});

it('ends a run at its limit with the reason, and runs nothing after it', async () => {
  const { server, assign } = await makeStand({ settings: { sandbox: 'auto' } });
  expect(server.all('hello')[0]?.sandbox).toBe('sandboxed');
  const hog = 'const kept = []; setInterval(() => kept.push(Buffer.alloc(16 * 1024 * 1024, 1)), 5)';
  const { run } = assign({
    config: { limits: { memory_mb: 128 } },
    commands: [nodeStep('hog', hog, { allow_failure: true }), nodeStep('after', 'console.log("after")')],
  });
  const { result } = await server.waitFor('complete', run.id);
  expect(result).toMatchObject({ status: 'failed', reason: 'limit_exceeded' });
  expect(result.summary).toContain('needed more than the 128 MB of memory');
  expect(server.messages(run.id, 'stdout')).toEqual([]);
});
