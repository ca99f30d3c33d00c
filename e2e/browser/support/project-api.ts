import type { Agent } from '@overmind/contracts/entities/agent';
import type { StateVersion } from '@overmind/contracts/entities/state';
import type { NewTask, Task } from '@overmind/contracts/entities/task';
import { expect, type Page } from '@playwright/test';

/** The project that a page shows, over HTTP as the same person: what other people do meanwhile, and what is stored. */
export class ProjectApi {
  readonly #page: Page;
  readonly id: string;

  constructor(page: Page) {
    this.#page = page;
    this.id = /projects\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
  }

  async read<T>(path: string): Promise<T> {
    const reply = await this.#page.request.get(this.#address(path));
    expect(reply.ok(), `${path} answers ${reply.status()}`).toBe(true);
    return (await reply.json()) as T;
  }

  async send<T>(path: string, body: object, method: 'POST' | 'PATCH' = 'POST'): Promise<T> {
    const reply = await this.#page.request.fetch(this.#address(path), { method, data: body });
    expect(reply.ok(), `${path} answers ${reply.status()}: ${await reply.text()}`).toBe(true);
    return (await reply.json()) as T;
  }

  /** Brings a file in a form, as a page does. */
  async upload<T>(path: string, file: { name: string; mimeType: string; buffer: Buffer }): Promise<T> {
    const reply = await this.#page.request.post(this.#address(path), { multipart: { file } });
    expect(reply.ok(), `${path} answers ${reply.status()}: ${await reply.text()}`).toBe(true);
    return (await reply.json()) as T;
  }

  addTask(task: Partial<NewTask> & Pick<NewTask, 'title'>): Promise<Task> {
    return this.send(`/projects/${this.id}/tasks`, { type: 'code_change', ...task });
  }

  async tasks(): Promise<Map<string, Task>> {
    const { items } = await this.read<{ items: Task[] }>(`/projects/${this.id}/tasks?limit=100`);
    return new Map(items.map((task) => [task.key, task]));
  }

  async task(key: string): Promise<Task> {
    const task = (await this.tasks()).get(key);
    if (!task) throw new Error(`there is no ${key}`);
    return task;
  }

  async agent(name: string): Promise<Agent> {
    const { items } = await this.read<{ items: Agent[] }>(`/projects/${this.id}/agents`);
    const agent = items.find((each) => each.name === name);
    if (!agent) throw new Error(`there is no agent ${name}`);
    return agent;
  }

  /** A template of the installation, without a project. */
  async prompt(): Promise<string> {
    const { items } = await this.read<{ items: { id: string; key: string }[] }>('/prompts');
    const planner = items.find(({ key }) => key === 'planner.requests');
    if (planner === undefined) throw new Error('there is no prompt of the planner');
    return planner.id;
  }

  latestState(): Promise<StateVersion> {
    return this.read(`/projects/${this.id}/state/latest`);
  }

  /** Writes notes as someone else does who has the latest version before them. */
  async writeNotes(notes: string): Promise<StateVersion> {
    const { content, version } = await this.latestState();
    const from = content.search(/^notes:/m);
    const edited = `${content.slice(0, from)}notes: ${JSON.stringify(notes)}\n`;
    return this.send(`/projects/${this.id}/state`, { content: edited, base_version: version });
  }

  #address(path: string): string {
    return new URL(`/api${path}`, this.#page.url()).href;
  }
}
