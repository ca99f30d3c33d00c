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

  /** Says it in the product's own voice. Resolves when it was said, with when its first sound came. */
  async say(words: string): Promise<number> {
    const address = new URL('/api/speech', this.#page.url()).href;
    const reply = await this.#page.request.post(address, { data: { text: words } });
    expect(reply.ok(), `"${words}" is spoken`).toBe(true);
    const wav = (await reply.body()).toString('base64');
    return this.#page.evaluate((sound) => (Reflect.get(globalThis, 'room') as RoomInPage).say(sound), wav);
  }

  sounds(): Promise<Sound[]> {
    return this.#page.evaluate(() => (Reflect.get(globalThis, 'room') as RoomInPage).sounds);
  }
}
