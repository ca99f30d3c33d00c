import type { RecordingDetail } from '@overmind/contracts/entities/recording';
import { expect, type Page, type Request } from '@playwright/test';
import { ProjectApi } from './project-api.ts';

const isSpoken = (request: Request): boolean =>
  request.method() === 'POST' && request.url().endsWith('/api/speech');

/** What a page says aloud: the sounds that it fetched to play, in their order. One that it gave up is none. */
export class SpokenAnswers {
  readonly #page: Page;
  readonly #sounds: Request[] = [];
  readonly #whole = new Set<Request>();
  readonly #texts = new Map<Request, Promise<string>>();

  constructor(page: Page) {
    this.#page = page;
    page.on('request', (request) => {
      if (isSpoken(request)) this.#sounds.push(request);
    });
    page.on('requestfinished', (request) => this.#whole.add(request));
  }

  /** What the product hears in those very bytes, each sound brought to it once, as any file would be. */
  async heard(): Promise<string> {
    const texts = this.#sounds
      .filter((sound) => this.#whole.has(sound))
      .map((sound) => {
        const text = this.#texts.get(sound) ?? this.#hear(sound);
        this.#texts.set(sound, text);
        return text;
      });
    return (await Promise.all(texts)).join(' ');
  }

  async #hear(sound: Request): Promise<string> {
    const response = await sound.response();
    if (response?.ok() !== true) return '';
    const project = new ProjectApi(this.#page);
    const { conversation } = await project.read<{ conversation: { id: string } }>(
      `/projects/${project.id}/snapshot`,
    );
    const file = { name: 'answer.wav', mimeType: 'audio/wav', buffer: await response.body() };
    const { id } = await project.upload<{ id: string }>(`/conversations/${conversation.id}/recordings`, file);
    const recording = () => project.read<RecordingDetail>(`/recordings/${id}`);
    await expect.poll(async () => (await recording()).status).toBe('transcribed');
    return (await recording()).transcript_text ?? '';
  }
}
