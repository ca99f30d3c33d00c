import { symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { AgentConfig } from '@overmind/contracts/entities/agent';
import type { RunJob, RunResult } from '@overmind/contracts/entities/run';
import { describe, expect, it } from 'vitest';
import { echoJob } from './test-support/echo-job.ts';
import { makeJob } from './test-support/job.ts';
import { makeStand } from './test-support/stand.ts';

/** Lets a coding agent write a file, in a job that the server gave with these rules. */
async function tryToWrite(
  network: AgentConfig['network'],
  rulesFor: (repository: string) => Promise<Partial<RunJob>> | Partial<RunJob>,
): Promise<RunResult> {
  const { server, repository } = await makeStand();
  const parts = await echoJob([{ do: 'write', path: 'new.txt', text: 'x' }], { config: { network } });
  const rules = await rulesFor(repository);
  const { run } = server.assign({ ...makeJob({ repoPath: repository, ...parts }), ...rules });
  return (await server.waitFor('complete', run.id)).result;
}

describe('under local_only a coding agent', () => {
  it.each<[string, AgentConfig['network']]>([
    ['all of the internet', 'full'],
    ['a host of the internet', { allow: ['127.0.0.1', 'api.example.org'] }],
  ])('that reaches %s is not started, and the run says what to set', async (_what, network) => {
    const result = await tryToWrite(network, () => ({ model_privacy: 'local_only' }));
    expect(result).toMatchObject({ status: 'failed', reason: 'agent_failed', steps: [] });
    expect(result.summary).toMatch(/was not started: .*set its network to "none"/);
    expect(result.metrics.files_changed ?? 0).toBe(0);
  });

  it('is not started either where only this machine knows that a rule covers the repository', async () => {
    const result = await tryToWrite('full', async (repository) => {
      const link = join(dirname(dirname(repository)), 'linked');
      await symlink(dirname(repository), link);
      return { repository_privacy: { [link]: 'local_only' } };
    });
    expect(result.summary).toMatch(/was not started/);
  });

  it('that stays on its machine is started', async () => {
    const result = await tryToWrite('none', () => ({ model_privacy: 'local_only' }));
    expect(result.summary).not.toMatch(/was not started/);
    expect(result.steps).toMatchObject([{ kind: 'agent' }]);
  });
});

it('without such a rule an agent that reaches the internet works', async () => {
  const result = await tryToWrite('full', () => ({ model_privacy: 'no_training' }));
  expect(result).toMatchObject({ status: 'completed', metrics: { files_changed: 1 } });
});
