import type { Project } from '@overmind/contracts/entities/project';
import type { Role } from '@overmind/contracts/entities/user';
import { listCycles } from '@overmind/contracts/routes/orchestrator';
import { listAgents } from '@overmind/contracts/routes/projects';
import type { ProjectEntity } from '@overmind/contracts/routes/route';
import { listConversations, postMessage } from '@overmind/contracts/routes/talk';
import { FakeRunner, success } from './fake-runner.ts';
import { addMember, addPerson, type Person } from './people.ts';
import type { TestServer } from './start-test-server.ts';
import { addTask, addWorkingProject, taskIn } from './work.ts';

export interface Shop {
  project: Project;
  people: Record<Role, Person>;
  runner: FakeRunner;
  /** One of each kind, all of this project. */
  ids: Record<ProjectEntity, string>;
}

/** A project with people of every role in which a task was run and waits for review. Needs a worker. */
export async function makeShop(server: TestServer): Promise<Shop> {
  const runner = await FakeRunner.connect(server);
  const people = {
    viewer: await addPerson(server, { name: 'viewer' }),
    operator: await addPerson(server, { name: 'operator' }),
    maintainer: await addPerson(server, { name: 'maintainer' }),
    owner: await addPerson(server, { name: 'owner' }),
  };
  const { owner } = people;
  const project = await addWorkingProject(owner);
  for (const role of ['viewer', 'operator', 'maintainer'] as const)
    await addMember(server, project.id, people[role], role);
  const task = await addTask(owner, project, { agent: 'qa' });
  const job = await runner.take(({ task: { id } }) => id === task.id);
  runner.log(job, 1, ['one', 'two']);
  await runner.logged(job, 2);
  const artifact = await runner.upload(job, { name: 'report.md', content: Buffer.from('# Fine') });
  await runner.complete(job, success(), 2);
  await taskIn(owner, task.id, 'needs_review');
  const inProject = { params: { id: project.id } };
  const agent = (await owner.api.call(listAgents, inProject)).items[0];
  const conversation = (await owner.api.call(listConversations, inProject)).items[0];
  const cycle = (await owner.api.call(listCycles, inProject)).items[0];
  const conversationId = conversation?.id ?? '';
  const message = await owner.api.call(postMessage, {
    params: { id: conversationId },
    body: { content: 'How is it going?' },
  });
  return {
    ...{ project, people, runner },
    ids: {
      ...{ project: project.id, task: task.id, run: job.run.id, artifact: artifact.json.id },
      ...{
        agent: agent?.id ?? '',
        conversation: conversationId,
        message: message.id,
        cycle: cycle?.id ?? '',
      },
    },
  };
}
