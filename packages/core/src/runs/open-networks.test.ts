import type { AgentConfig } from '@overmind/contracts/entities/agent';
import { newId } from '@overmind/db/database';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { updateAgent } from '../agents/change.ts';
import type { Call } from '../call.ts';
import { runCycles } from '../cycles/run.ts';
import { updateProject } from '../projects/update.ts';
import { getTask } from '../tasks/read.ts';
import { type MadeProject, makeProject, makeRunner, makeTask } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { claimRuns } from './claim.ts';

let on: TestCore;
let made: MadeProject;
let runner: Call;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());

const coder = (network: AgentConfig['network'] = 'full') => ({
  executor: 'acp' as const,
  commands: [],
  acp: { command: ['coder'] },
  network,
});

beforeEach(async () => {
  made = await makeProject(on.core, { repoPath: `/roots/${newId()}`, agent: coder() });
  runner = (await makeRunner(on.core, { roots: [made.project.default_repo_path ?? ''] })).call;
});

const setProject = (settings: object) => updateProject(on.core, made.owner, made.project.id, { settings });
const setAgent = (config: object) =>
  updateAgent(on.core, made.owner, made.agent.id, { config: { ...made.agent.config, ...config } });
const claim = () => claimRuns(on.core, runner, 5);

async function queue(): Promise<string> {
  const { id } = await makeTask(on.core, made);
  await runCycles(on.core, made.project.id);
  return id;
}

it.each<[string, () => Promise<unknown>]>([
  ['project', () => setProject({ model_privacy: 'local_only' })],
  [
    'repository',
    () => setProject({ repository_privacy: { [`${made.project.default_repo_path}/`]: 'local_only' } }),
  ],
  ['agent', () => setAgent({ model_policy: { privacy: 'local_only', prefer: [] } })],
])(
  'a coding agent that reaches the internet is not started where its %s says local_only',
  async (_whose, set) => {
    await set();
    const task = await queue();
    expect(await claim()).toEqual([]);
    expect(await getTask(on.core, task)).toMatchObject({
      ...{ status: 'queued', status_reason: expect.stringContaining('set its network to "none"') },
    });
  },
);

it('it is started once its network is cut, with the network as it is then', async () => {
  await setProject({ model_privacy: 'local_only' });
  const task = await queue();
  expect(await claim()).toEqual([]);
  await setAgent(coder('none'));
  expect(await claim()).toMatchObject([
    { agent: { config: { network: 'none' } }, model_privacy: 'local_only' },
  ]);
  expect(await getTask(on.core, task)).toMatchObject({ status: 'in_progress', status_reason: null });
});

it('it is started with addresses of the own network, and where nothing has to stay here', async () => {
  await setAgent(coder({ allow: ['127.0.0.1:11434'] }));
  await setProject({ model_privacy: 'local_only' });
  await queue();
  expect(await claim()).toHaveLength(1);
  await setAgent(coder());
  await setProject({ model_privacy: 'no_training', repository_privacy: { '/elsewhere': 'local_only' } });
  await queue();
  expect(await claim()).toMatchObject([{ agent: { config: { network: 'full' } } }]);
});
