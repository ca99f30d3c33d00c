import * as projects from '@overmind/contracts/routes/projects';
import { browseFolders, inspectRepository, listRunners } from '@overmind/contracts/routes/runners';
import { noteOffer } from '@overmind/core/runners/presence';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { addRunner, FakeRunner } from '../test-support/fake-runner.ts';
import { addPerson, type Person } from '../test-support/people.ts';
import { startTestServer, type TestServer } from '../test-support/start-test-server.ts';
import { addWorkingProject } from '../test-support/work.ts';

let server: TestServer;
let ada: Person;
beforeAll(async () => {
  server = await startTestServer();
  ada = await addPerson(server);
});
afterAll(() => server.stop());
afterEach(() => expect(server.faults.splice(0)).toEqual([]));

async function connect(): Promise<void> {
  const runner = await FakeRunner.connect(server);
  onTestFinished(async () => {
    await runner.close();
    await waitFor(async () => (await shown(runner.id))?.status !== 'online', { what: 'it to be gone' });
  });
}
const shown = async (id: string) =>
  (await ada.api.call(listRunners, {})).items.find((each) => each.id === id);
const make = (path: string) =>
  ada.api.call(projects.createProject, { body: { name: 'X', default_repo_path: path } });

describe('a repository', () => {
  it('is looked at by nobody when no runner is there, and the refusal says so', async () => {
    const nobody = {
      code: 'invalid',
      rule: 'repository.outside_roots',
      message: expect.stringContaining('Start a runner'),
    };
    await expect(make('/repos/shop')).rejects.toMatchObject(nobody);
  });

  it('that a runner refuses makes no project, and the runner’s reason is given', async () => {
    await connect();
    await expect(make('/etc')).rejects.toMatchObject({
      ...{ code: 'invalid', rule: 'repository.outside_roots', errors: [{ pointer: '/default_repo_path' }] },
      message: expect.stringContaining("/etc is outside of this runner's roots."),
    });
    expect((await ada.api.call(projects.listProjects, {})).items).toEqual([]);
  });

  it('of an agent is looked at in the same way', async () => {
    await connect();
    const project = await addWorkingProject(ada);
    const body = { name: 'docs', role: 'docs', config: { repo_path: '/etc' } };
    const refused = { code: 'invalid', errors: [{ pointer: '/config/repo_path' }] };
    await expect(
      ada.api.call(projects.createAgent, { params: { id: project.id }, body }),
    ).rejects.toMatchObject(refused);
  });

  it('is accepted though another runner never answers', async () => {
    const silent = await addRunner(server, '0 silent');
    await noteOffer(server.core, silent.id, { allowed_roots: ['/repos'] });
    await connect();
    const making = make('/repos/shop');
    const waitForEver = () =>
      server.core.db
        .updateTable('runner_asks')
        .set({ expires_at: new Date('9999-01-01') })
        .where('runner_id', '=', silent.id)
        .returning('id')
        .execute();
    await waitFor(async () => (await waitForEver()).length > 0, { what: 'the silent one to be asked' });
    expect(await making).toMatchObject({ default_repo_path: '/repos/shop' });
    await server.core.db.deleteFrom('runner_asks').where('runner_id', '=', silent.id).execute();
    await server.core.db
      .updateTable('runners')
      .set({ revoked_at: new Date() })
      .where('id', '=', silent.id)
      .execute();
  });

  it('set later gives its commands to the preset agents that have none, and to no other', async () => {
    await connect();
    const { id } = await ada.api.call(projects.createProject, { body: { name: 'Later' } });
    const agents = async () => (await ada.api.call(projects.listAgents, { params: { id } })).items;
    const infra = (await agents()).find((agent) => agent.name === 'infra');
    const own = [{ name: 'own', run: ['make'] }];
    const config = { ...infra?.config, commands: own };
    await ada.api.call(projects.updateAgent, { params: { id: infra?.id ?? '' }, body: { config } });
    await ada.api.call(projects.updateProject, {
      params: { id },
      body: { default_repo_path: '/repos/shop' },
    });
    const commandsOf = async (name: string) =>
      (await agents()).find((agent) => agent.name === name)?.config.commands;
    expect(await commandsOf('qa')).toMatchObject([{ run: ['npm', 'test'] }]);
    expect(await commandsOf('infra')).toMatchObject(own);
  });

  it('can be inspected, and folders browsed, by whoever is signed in', async () => {
    await connect();
    const inspect = (path: string) => ada.api.call(inspectRepository, { body: { path } });
    expect(await inspect('/repos/shop')).toMatchObject({ ok: true, repo_path: '/repos/shop' });
    expect(await inspect('/etc')).toMatchObject({ ok: false, reason: 'outside_roots' });
    await expect(inspect('a\0b')).rejects.toMatchObject({ code: 'malformed' });
    expect(await ada.api.call(browseFolders, { query: {} })).toEqual({
      ...{ path: null, entries: [], runners: 1 },
    });
    await expect(ada.api.call(browseFolders, { query: { path: '\0' } })).rejects.toMatchObject({
      code: 'malformed',
    });
  });
});
