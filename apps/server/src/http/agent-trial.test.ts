import type { Agent } from '@overmind/contracts/entities/agent';
import type { Project } from '@overmind/contracts/entities/project';
import * as routes from '@overmind/contracts/routes/projects';
import { listRunners } from '@overmind/contracts/routes/runners';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { FakeRunner } from '../test-support/fake-runner.ts';
import { addMember, addPerson, type Person } from '../test-support/people.ts';
import { startTestServer, type TestServer } from '../test-support/start-test-server.ts';
import { addAgent, addWorkingProject } from '../test-support/work.ts';

const steps = [{ name: 'repository', ok: true, detail: 'It can be opened.' }];

let server: TestServer;
let ada: Person;
let operator: Person;
let runner: FakeRunner;
let project: Project;
let agent: Agent;
beforeAll(async () => {
  server = await startTestServer();
  ada = await addPerson(server);
  operator = await addPerson(server);
  runner = (await FakeRunner.connect(server)).keepAlive();
  project = await addWorkingProject(ada);
  agent = await addAgent(ada, project, 'tester');
  await addMember(server, project.id, operator, 'operator');
});
afterAll(() => server.stop());
afterEach(() => expect(server.faults.splice(0)).toEqual([]));

const test = (person: Person, id = agent.id) => person.api.call(routes.testAgent, { params: { id } });
const asked = () =>
  runner.all('ask').flatMap(({ question }) => (question.kind === 'test_agent' ? [question] : []));

it('is done by the runner that holds the repository, with the settings as they are, and changes nothing', async () => {
  runner.answers.test_agent = { kind: 'test_agent', steps };
  const before = await ada.api.call(routes.getSnapshot, { params: { id: project.id } });
  expect(await test(ada)).toEqual({ runner_id: runner.id, steps });
  expect(asked().at(-1)).toMatchObject({ path: '/repos/shop', config: agent.config });
  const after = await ada.api.call(routes.getSnapshot, { params: { id: project.id } });
  expect(after.seq).toBe(before.seq);
});

it('is for maintainers, and foreign agents are as if they were not there', async () => {
  runner.answers.test_agent = { kind: 'test_agent', steps };
  const count = asked().length;
  await expect(test(operator)).rejects.toMatchObject({ code: 'forbidden' });
  const stranger = await addPerson(server);
  await expect(test(stranger)).rejects.toMatchObject({ code: 'not_found' });
  expect(asked()).toHaveLength(count);
});

it('tells what a runner refuses, and that there is none', async () => {
  runner.answers.test_agent = { kind: 'refused', detail: 'This runner cannot do that; update it.' };
  await expect(test(ada)).rejects.toMatchObject({ message: 'This runner cannot do that; update it.' });
  const bare = await ada.api.call(routes.createProject, { body: { name: 'Bare' } });
  const idle = await addAgent(ada, bare, 'idle');
  await expect(test(ada, idle.id)).rejects.toMatchObject({ rule: 'agent.repository' });
  await runner.close();
  // One that went a moment ago still counts as there, and a question to it waits for its return.
  const shown = async () => (await ada.api.call(listRunners, {})).items.find(({ id }) => id === runner.id);
  await waitFor(async () => (await shown())?.status === 'stale', { what: 'the runner to be gone' });
  await expect(test(ada)).rejects.toThrow(/^No runner that holds \/repos\/shop is online/);
});
