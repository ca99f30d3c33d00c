import type { Agent } from '@overmind/contracts/entities/agent';
import type { Message } from '@overmind/contracts/entities/conversation';
import type { Project } from '@overmind/contracts/entities/project';
import type { Task } from '@overmind/contracts/entities/task';
import { expect, type Page } from '@playwright/test';
import { chat } from '../../../apps/web/src/text/chat.ts';
import { say } from './steps.ts';

/** A person's chat with a project: what they say, what they see, and what the database holds. */
export class Talk {
  readonly #page: Page;
  readonly #projectId: string;

  constructor(page: Page) {
    this.#page = page;
    this.#projectId = /projects\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
  }

  async #read<T>(path: string): Promise<T> {
    const reply = await this.#page.request.get(new URL(`/api${path}`, this.#page.url()).href);
    expect(reply.ok(), `${path} answers ${reply.status()}`).toBe(true);
    return (await reply.json()) as T;
  }

  async #messages(): Promise<Message[]> {
    const [conversation] = (
      await this.#read<{ items: { id: string }[] }>(`/projects/${this.#projectId}/conversations?limit=1`)
    ).items;
    return (await this.#read<{ items: Message[] }>(`/conversations/${conversation?.id}/messages?limit=20`))
      .items;
  }

  /** Says it in the page, and gives the relayer's answer once the page shows it. */
  async tell(words: string): Promise<Message> {
    const before = new Set((await this.#messages()).map((message) => message.id));
    await say(this.#page, words);
    let answer: Message | undefined;
    await expect
      .poll(async () => {
        const fresh = (await this.#messages()).filter((message) => !before.has(message.id));
        const own = fresh.find((message) => message.role === 'user' && message.content === words);
        answer = fresh.find((message) => message.role === 'relayer' && message.parent_message_id === own?.id);
        return answer !== undefined;
      }, `an answer to "${words}"`)
      .toBe(true);
    const text = answer?.content ?? '';
    const shown = text.replace(/[*`_]/g, '').split('\n')[0]?.slice(0, 40) ?? '';
    await expect(this.#page.getByRole('log', { name: chat.log })).toContainText(shown);
    return answer as Message;
  }

  async tasks(): Promise<Map<string, Task>> {
    const { items } = await this.#read<{ items: Task[] }>(`/projects/${this.#projectId}/tasks?limit=100`);
    return new Map(items.map((task) => [task.key, task]));
  }

  async task(key: string): Promise<Task> {
    const task = (await this.tasks()).get(key);
    if (!task) throw new Error(`there is no ${key}`);
    return task;
  }

  async agent(name: string): Promise<Agent> {
    const { items } = await this.#read<{ items: Agent[] }>(`/projects/${this.#projectId}/agents`);
    const agent = items.find((each) => each.name === name);
    if (!agent) throw new Error(`there is no agent ${name}`);
    return agent;
  }

  project(): Promise<Project> {
    return this.#read<Project>(`/projects/${this.#projectId}`);
  }
}
