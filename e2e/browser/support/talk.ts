import type { Message } from '@overmind/contracts/entities/conversation';
import { expect, type Page } from '@playwright/test';
import { chat } from '../../../apps/web/src/text/chat.ts';
import { ProjectApi } from './project-api.ts';
import { say } from './steps.ts';

/** A person's chat with a project: what they say, and the answer that they see. */
export class Talk {
  readonly #page: Page;
  readonly #api: ProjectApi;

  constructor(page: Page) {
    this.#page = page;
    this.#api = new ProjectApi(page);
  }

  async #messages(): Promise<Message[]> {
    const [conversation] = (
      await this.#api.read<{ items: { id: string }[] }>(`/projects/${this.#api.id}/conversations?limit=1`)
    ).items;
    return (
      await this.#api.read<{ items: Message[] }>(`/conversations/${conversation?.id}/messages?limit=20`)
    ).items;
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
}
