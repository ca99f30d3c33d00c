import type { Agent } from '@overmind/contracts/entities/agent';
import type { Conversation, Message } from '@overmind/contracts/entities/conversation';
import type { Project } from '@overmind/contracts/entities/project';
import type { Run } from '@overmind/contracts/entities/run';
import type { StateVersion } from '@overmind/contracts/entities/state';
import type { Task } from '@overmind/contracts/entities/task';
import { waitFor } from '@overmind/testing/wait-for';
import { expect } from 'vitest';
import type { Person } from './person.ts';
import type { Watcher } from './watcher.ts';

interface Work {
  project: Project;
  conversationId: string;
}

interface Step {
  name?: string;
  run: string[];
  timeout_s?: number;
}

/** A project over a repository whose agent `qa` does test tasks with one command. */
export async function createProject(
  person: Person,
  repository: string,
  step: Step,
  config: Partial<Agent['config']> = {},
): Promise<Work> {
  const project = await person.post<Project>('/projects', { name: 'Shop', default_repo_path: repository });
  await person.post(`/projects/${project.id}/agents`, {
    name: 'qa',
    role: 'qa',
    type: 'local',
    is_enabled: true,
    config: {
      executor: 'commands',
      repo_path: repository,
      handles: ['test', 'review'],
      commands: [{ name: 'unit', timeout_s: 600, allow_failure: false, cwd: '.', ...step }],
      ...config,
    },
  });
  const [chat] = await person.list<Conversation>(`/projects/${project.id}/conversations`);
  return { project, conversationId: chat?.id ?? '' };
}

export const say = (
  person: Person,
  { conversationId }: Pick<Work, 'conversationId'>,
  content: string,
): Promise<Message> =>
  person.post<Message>(`/conversations/${conversationId}/messages`, { role: 'user', content });

export const latestState = (person: Person, projectId: string): Promise<StateVersion> =>
  person.get<StateVersion>(`/projects/${projectId}/state/latest`);

/** Waits until a task has the status; throws with what it has instead. */
export function taskWith(person: Person, projectId: string, status: Task['status']) {
  return waitFor(
    async () => {
      const tasks = await person.list<Task>(`/projects/${projectId}/tasks`);
      const found = tasks.find((task) => task.status === status);
      if (!found)
        throw new Error(JSON.stringify(tasks.map((task) => [task.key, task.status, task.status_reason])));
      return found;
    },
    { what: `a task that is ${status}` },
  );
}

/** Waits until the task's latest run is final. */
export function finalRun(person: Person, taskId: string): Promise<Run> {
  return waitFor(
    async () => {
      const task = await person.get<Task>(`/tasks/${taskId}`);
      const run = task.latest_run_id ? await person.get<Run>(`/runs/${task.latest_run_id}`) : null;
      return run?.finished_at ? run : null;
    },
    { what: 'the run to be final' },
  ) as Promise<Run>;
}

export function expectGapless(seqs: readonly number[]): void {
  expect(seqs).toEqual(seqs.map((_, index) => index + 1));
}

/** Says "Run the tests" and watches it happen until the task waits for its review. */
export async function runTheTests(
  person: Person,
  watcher: Watcher,
  work: Work,
): Promise<{ run: Run; task: Task }> {
  await say(person, work, 'Run the tests');
  const created = await watcher.event({ type: 'task.created' });
  const started = await watcher.event({ type: 'agent.run.started' });
  const completed = await watcher.event({ type: 'agent.run.completed' });
  const reviewed = await watcher.event({
    type: 'task.updated',
    patch: ({ status }) => status === 'needs_review',
  });
  expect(reviewed.entity.id).toBe(created.entity.id);
  expect(completed.entity.id).toBe(started.entity.id);
  expect(created.seq).toBeLessThan(started.seq);
  expect(started.seq).toBeLessThan(completed.seq);
  return {
    run: await person.get<Run>(`/runs/${completed.entity.id}`),
    task: await person.get<Task>(`/tasks/${created.entity.id}`),
  };
}

/** Approves the reviewed commit and sees the task done and a new state version. */
export async function approve(person: Person, watcher: Watcher, { run, task }: { run: Run; task: Task }) {
  const before = await latestState(person, task.project_id);
  await person.post(`/tasks/${task.id}/approve`, { run_id: run.id, head_commit: run.head_commit });
  await watcher.event({ type: 'task.updated', id: task.id, patch: ({ status }) => status === 'done' });
  expect((await person.get<Task>(`/tasks/${task.id}`)).status).toBe('done');
  // A cycle that was under way may first write what stood before the approval.
  return waitFor(
    async () => {
      const state = await latestState(person, task.project_id);
      return state.version > before.version && /^ +done: [1-9]/m.test(state.content) ? state : null;
    },
    { what: 'a state version that tells of the approval' },
  );
}
