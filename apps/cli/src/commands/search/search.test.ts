import type { Client } from '@overmind/client/http';
import type { ProjectCard } from '@overmind/contracts/entities/project';
import type { SearchResult } from '@overmind/contracts/entities/search';
import { listAgents, updateProject } from '@overmind/contracts/routes/projects';
import { createTask } from '@overmind/contracts/routes/tasks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exitCodes } from '../../failure.ts';
import { buildPrograms } from '../../test-support/build.ts';
import { runCli } from '../../test-support/cli.ts';
import { onlyProject, signIn } from '../../test-support/signed-in.ts';
import { type RunningUp, startUp } from '../../test-support/up.ts';

describe.runIf(process.platform === 'linux')('search, on the demo', () => {
  let up: RunningUp;
  let client: Client;
  let project: ProjectCard;
  let agent: string;
  const search = (...args: string[]) => runCli(['search', ...args], { env: up.env });
  const found = async (...args: string[]): Promise<SearchResult[]> =>
    JSON.parse((await search(...args, '--json')).stdout);
  const titles = async (...args: string[]) => (await found(...args)).map(({ title }) => title.text);

  beforeAll(async () => {
    await buildPrograms();
    up = await startUp({ args: ['--demo'] });
    client = await signIn(up);
    project = await onlyProject(client);
    // What is worked on is talked about.
    const settings = { orchestration: 'paused' as const };
    await client.call(updateProject, { params: { id: project.id }, body: { settings } });
    const { items } = await client.call(listAgents, { params: { id: project.id } });
    agent = items[0]?.name ?? '';
    for (const title of ['Weigh the zebra', 'Feed the zebra', 'Paint zebra the horse'])
      await client.call(createTask, {
        params: { id: project.id },
        body: { title, type: 'research', agent },
      });
  });
  afterAll(() => up[Symbol.asyncDispose]());

  it('finds words, and a phrase that is quoted twice, the newest first', async () => {
    expect(await titles('zebra')).toEqual(['Paint zebra the horse', 'Feed the zebra', 'Weigh the zebra']);
    expect(await titles('"the zebra"', 'feed')).toEqual(['Feed the zebra']);
    expect((await search('giraffe')).stdout).toContain('Nothing was found.');
  });

  it('keeps to a kind, an agent, a status and a time', async () => {
    expect(await found('zebra', '--kind', 'message', 'run')).toEqual([]);
    expect(await found('zebra', '--kind', 'task', '--agent', agent, '--from', '2020-01-01')).toHaveLength(3);
    expect(await found('zebra', '--to', '2020-01-01')).toEqual([]);
    expect(await found('zebra', '--status', 'done,failed')).toEqual([]);
  });

  it('shows so many, and that there are more', async () => {
    const { stdout } = await search('zebra', '--limit', '2');
    expect(stdout).toContain('Paint zebra');
    expect(stdout).not.toContain('Weigh');
    expect(stdout).toContain('only the newest 2 are shown');
    expect((await search('zebra', '--limit', '3')).stdout).not.toContain('There is more');
  });

  it('says what is wrong with a filter', async () => {
    const agents = await search('zebra', '--agent', 'nobody');
    expect([agents.code, agents.stderr]).toEqual([exitCodes.notFound, expect.stringContaining(agent)]);
    expect(agents.stderr).toContain('quality_assurance');
    expect((await search('zebra', '--status', 'asleep')).stderr).toContain('"asleep" is none of');
    expect((await search('zebra', '--from', 'noon')).stderr).toContain('Give a day');
  });
});
