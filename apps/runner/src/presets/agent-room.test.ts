import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AgentConfig } from '@overmind/contracts/entities/agent';
import type { DetectedAgent } from '@overmind/contracts/entities/runner';
import { waitFor } from '@overmind/testing/wait-for';
import { expect, it } from 'vitest';
import { makeStand } from '../test-support/stand.ts';
import { tempFolder } from '../test-support/temp-folder.ts';

/** A connected runner whose PATH begins with an empty folder, in which agents may be installed. */
async function makeMachine(agentLookMs: number) {
  const bin = await tempFolder();
  const environment = { PATH: `${bin}:/usr/bin:/bin` };
  const stand = await makeStand({ environment, limits: { agentLookMs } });
  const install = async (name: string, version: string): Promise<void> => {
    const half = join(stand.folder, name);
    await writeFile(half, `#!/bin/sh\necho ${version}\n`, { mode: 0o755 });
    await rename(half, join(bin, name));
  };
  const remove = (name: string): Promise<void> => rm(join(bin, name));
  /** What the server was told last. */
  const told = (): DetectedAgent[] => stand.server.all('agents').at(-1)?.agents ?? [];
  const isTold = (preset: string, isInstalled: boolean) => () =>
    told().some((agent) => agent.preset === preset && agent.is_installed === isInstalled);
  return { ...stand, install, remove, told, isTold };
}

it('tells the server of an agent that is installed or removed while the runner runs, and of no other look', async () => {
  const { install, remove, isTold, told, server } = await makeMachine(20);
  expect(server.all('hello')[0]?.agents?.filter((agent) => agent.is_installed)).toEqual([]);
  await install('goose', '1.2.3');
  await waitFor(isTold('goose', true), { what: 'the new agent' });
  expect(told()).toContainEqual(expect.objectContaining({ preset: 'goose', version: '1.2.3' }));
  await remove('goose');
  await waitFor(isTold('goose', false), { what: 'the agent to be gone' });
  expect(server.all('agents')).toHaveLength(2);
});

it('looks at once when an agent is tried', async () => {
  const { install, isTold, server, repository } = await makeMachine(3_600_000);
  await install('goose', '1.2.3');
  const config = AgentConfig.parse({ executor: 'acp', acp: { preset: 'goose' }, sandbox: 'none' });
  await server.ask({ kind: 'test_agent', path: repository, config });
  await waitFor(isTold('goose', true), { what: 'the new agent' });
});

it('says in its next hello what could not be told while the server was away', async () => {
  const { install, server } = await makeMachine(20);
  await server.stop();
  await install('goose', '1.2.3');
  await server.start();
  const hasHeard = () =>
    [...server.all('hello'), ...server.all('agents')].some((frame) =>
      frame.agents?.some((agent) => agent.preset === 'goose' && agent.is_installed),
    );
  await waitFor(hasHeard, { what: 'the new agent' });
});
