import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';

/** What the page played, with its end by `performance.now()`: null while it is heard. */
interface Sound {
  endedAt: number | null;
  /** It was stopped before it was over. */
  isCut: boolean;
}

interface RoomInPage {
  say(wav: string): Promise<number>;
  sounds: Sound[];
}

/** The room that a page's microphone and loudspeaker are in, where a person says what a test wants when it wants. */
export class Room {
  readonly #page: Page;

  private constructor(page: Page) {
    this.#page = page;
  }

  static async around(page: Page): Promise<Room> {
    await page.addInitScript({ path: join(import.meta.dirname, 'room-in-page.js') });
    return new Room(page);
  }

  /** The words in the product's own voice, which takes its time. */
  async rehearse(words: string): Promise<string> {
    const address = new URL('/api/speech', this.#page.url()).href;
    const reply = await this.#page.request.post(address, { data: { text: words } });
    expect(reply.ok(), `"${words}" is spoken`).toBe(true);
    return (await reply.body()).toString('base64');
  }

  /** Resolves when it was said, with when its first sound came. */
  async say(words: string): Promise<number> {
    return this.sayRehearsed(await this.rehearse(words));
  }

  /** The same at once, for what has to come in time. */
  sayRehearsed(wav: string): Promise<number> {
    return this.#page.evaluate((sound) => (Reflect.get(globalThis, 'room') as RoomInPage).say(sound), wav);
  }

  sounds(): Promise<Sound[]> {
    return this.#page.evaluate(() => (Reflect.get(globalThis, 'room') as RoomInPage).sounds);
  }
}
