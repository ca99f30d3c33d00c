import type { Project } from '@overmind/contracts/entities/project';
import type { NewTask, Task } from '@overmind/contracts/entities/task';
import { createAgent, createProject } from '@overmind/contracts/routes/projects';
import { createTask, getTask } from '@overmind/contracts/routes/tasks';
import { waitFor } from '@overmind/testing/wait-for';
import type { z } from 'zod';
import { command, repository } from './fake-runner.ts';
import type { Person } from './people.ts';

/** A project on the repository that a connected fake runner offers; `qa` runs `npm test`. */
export const addWorkingProject = (
  owner: Person,
  name = 'Shop',
  settings: Record<string, unknown> = {},
): Promise<Project> =>
  owner.api.call(createProject, { body: { name, default_repo_path: repository, settings } });

/** An agent that takes up to `concurrency` tasks at once. */
export const addAgent = (owner: Person, project: Project, name: string, concurrency = 50) =>
  owner.api.call(createAgent, {
    params: { id: project.id },
    body: { name, role: name, config: { commands: [command('test')], handles: [], concurrency } },
  });

/** A coding agent; what it does is told by the fake runner. */
export const addCodingAgent = (owner: Person, project: Project, name: string) =>
  owner.api.call(createAgent, {
    params: { id: project.id },
    body: {
      ...{ name, role: name },
      config: { executor: 'acp', acp: { preset: 'echo' }, handles: [], concurrency: 20 },
    },
  });

export const addTask = (
  person: Person,
  project: Project,
  change: Partial<z.input<typeof NewTask>> = {},
): Promise<Task> =>
  person.api.call(createTask, {
    params: { id: project.id },
    body: { title: 'Run the tests', type: 'test', ...change },
  });

/** The task once it has come to a status. */
export const taskIn = (person: Person, id: string, status: Task['status']): Promise<Task> =>
  waitFor(
    async () => {
      const task = await person.api.call(getTask, { params: { id } });
      return task.status === status ? task : null;
    },
    { what: `the task to be ${status}` },
  );
