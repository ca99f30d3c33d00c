import { join } from 'node:path';
import type { Merge } from '@overmind/contracts/entities/merge';
import type { Project, ProjectSettings } from '@overmind/contracts/entities/project';
import type { Runner as RunnerEntity } from '@overmind/contracts/entities/runner';
import type { Task } from '@overmind/contracts/entities/task';
import { waitFor } from '@overmind/testing/wait-for';
import { expect } from 'vitest';
import { Person } from './person.ts';
import { createRepository, git } from './repository.ts';
import type { Runner } from './runner.ts';
import { isAlive, type Server } from './server.ts';
import type { Stand } from './stand.ts';

export interface SceneOptions {
  /** Below a folder of its own, which the runner may work in. */
  folder: string;
  /** Of the agent `writer`, which does code changes. */
  config: Record<string, unknown>;
  runnerEnv?: Record<string, string>;
}

/** A project whose approved work is merged: a server, one runner, a repository and an agent that works in it. */
export class MergeScene {
  readonly server: Server;
  readonly runner: Runner;
  readonly person: Person;
  readonly project: Project;
  readonly repository: string;

  private constructor(parts: Pick<MergeScene, 'server' | 'runner' | 'person' | 'project' | 'repository'>) {
    this.server = parts.server;
    this.runner = parts.runner;
    this.person = parts.person;
    this.project = parts.project;
    this.repository = parts.repository;
  }

  static async begin(stand: Stand, { folder, config, runnerEnv = {} }: SceneOptions) {
    const repository = await createRepository(join(folder, 'shop'), { 'list.txt': 'first\n' });
    const server = await stand.server();
    const runner = await stand.runner(server, [folder], { env: runnerEnv });
    const person = await Person.signIn(server.url);
    const body = { name: 'Shop', default_repo_path: repository };
    const project = await person.post<Project>('/projects', body);
    await person.post(`/projects/${project.id}/agents`, {
      ...{ name: 'writer', role: 'writer', type: 'local', is_enabled: true },
      config: { handles: ['code_change'], concurrency: 5, ...config },
    });
    return new MergeScene({ server, runner, person, project, repository });
  }

  git(...args: string[]): Promise<string> {
    return git(this.repository, ...args);
  }

  async set(settings: Partial<ProjectSettings>): Promise<void> {
    await this.person.patch(`/projects/${this.project.id}`, { settings });
  }

  /** Orders work and waits until it can be approved. */
  async makeReviewed(...titles: string[]): Promise<Task[]> {
    const tasks: Task[] = [];
    for (const title of titles) {
      const body = { title, type: 'code_change', agent: 'writer' };
      tasks.push(await this.person.post<Task>(`/projects/${this.project.id}/tasks`, body));
    }
    return Promise.all(tasks.map(({ id }) => this.#reviewed(id)));
  }

  #reviewed(id: string): Promise<Task> {
    return waitFor(
      async () => {
        const task = await this.person.get<Task>(`/tasks/${id}`);
        if (task.status === 'needs_review') return task;
        throw new Error(`${task.key} is ${task.status}: ${task.status_reason}`);
      },
      { what: 'work to review' },
    );
  }

  async approve({ id }: Task): Promise<Merge> {
    await this.person.post(`/tasks/${id}/approve`, { merge: true });
    const [merge] = await this.mergesOf(id);
    if (!merge) throw new Error('nothing was queued');
    return merge;
  }

  mergesOf(taskId: string): Promise<Merge[]> {
    return this.person.list<Merge>(`/projects/${this.project.id}/merges?task=${taskId}`);
  }

  merge(id: string): Promise<Merge> {
    return this.person.get<Merge>(`/merges/${id}`);
  }

  /** Waits until a merge is over, however it ended. */
  settled(id: string): Promise<Merge> {
    return waitFor(
      async () => {
        const merge = await this.merge(id);
        if (merge.finished_at !== null) return merge;
        throw new Error(`it is ${merge.status}: ${merge.detail}`);
      },
      { what: 'the merge to be over' },
    );
  }

  async #seenRunner(): Promise<RunnerEntity> {
    const [runner] = await this.person.list<RunnerEntity>('/runners');
    if (!runner) throw new Error('there is no runner');
    return runner;
  }

  /** Waits until the server sees that its runner is gone. */
  async runnerIsGone(): Promise<void> {
    const isGone = async () => (await this.#seenRunner()).status !== 'online';
    await waitFor(isGone, { what: 'the runner to be gone' });
  }

  /** Waits until the runner tells the server that it is there. */
  async runnerIsHeard(): Promise<void> {
    const { last_heartbeat_at: last } = await this.#seenRunner();
    const isHeard = async () => (await this.#seenRunner()).last_heartbeat_at !== last;
    await waitFor(isHeard, { what: 'the runner to be there' });
  }

  /** As by `kill -9`; its database goes with it. */
  async killServer(): Promise<void> {
    const postmaster = await this.server.postmasterPid();
    await this.server.kill();
    if (postmaster !== null) await waitFor(() => !isAlive(postmaster), { what: 'the database to be gone' });
  }

  /** The branch holds a merge exactly once, the checkout came along, and nothing is left of how it was made. */
  async expectLandedOnce(merge: Merge): Promise<void> {
    expect(merge).toMatchObject({ status: 'merged', evidence: [{ exit_code: 0 }] });
    expect(await this.mergesOf(merge.task_id)).toHaveLength(1);
    expect(await this.git('rev-parse', 'main')).toBe(merge.merged_commit);
    const named = await this.git('log', '--format=%H', `--grep=Overmind-Merge: ${merge.id}`, 'main');
    expect(named).toBe(merge.merged_commit);
    expect(await this.git('rev-list', '--count', '--merges', 'main')).toBe('1');
    await this.expectUntouched();
    const lines = (await this.git('show', 'main:list.txt')).split('\n');
    expect(lines).toEqual(['first', merge.task_key]);
  }

  /** The person's checkout is as clean as it was, and no other one is left. */
  async expectUntouched(): Promise<void> {
    expect(await this.git('status', '--porcelain')).toBe('');
    const isAlone = async () => {
      const listed = await this.git('worktree', 'list', '--porcelain');
      return listed.split('\n').filter((line) => line.startsWith('worktree ')).length === 1;
    };
    await waitFor(isAlone, { what: 'no other worktree to be left' });
  }
}
