import { randomBytes } from 'node:crypto';
import { AppError } from '@overmind/contracts/errors';
import { makePrivateFile, readPrivateFile, replacePrivateFile } from '@overmind/db/private-file';
import { z } from 'zod';

const keyBytes = 32;
const Content = z.strictObject({
  active: z.string(),
  keys: z.record(
    z.string(),
    z.base64().refine((key) => Buffer.from(key, 'base64').length === keyBytes),
  ),
});
type Content = z.infer<typeof Content>;

export interface MasterKey {
  id: string;
  key: Buffer;
}

const addKey = (content: Content | null): Content => {
  const id = randomBytes(8).toString('hex');
  const key = randomBytes(keyBytes).toString('base64');
  return { active: id, keys: { ...content?.keys, [id]: key } };
};

/**
 * The keys that seal what is secret in the database, in one file of the data folder that the database never sees.
 * Read anew each time: all nodes share the folder, and any of them may have rotated.
 */
export class MasterKeys {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  async #read(): Promise<Content | null> {
    const text = await readPrivateFile(this.path);
    if (text === null) return null;
    try {
      const content = Content.parse(JSON.parse(text));
      if (content.keys[content.active] !== undefined) return content;
    } catch {
      // Whatever is wrong with it is said below; what the file holds must not be in any message.
    }
    throw new AppError(
      'rule_violated',
      `The master keys in ${this.path} cannot be read. Bring the file back from a backup, or remove it and enter the keys of providers again.`,
      { rule: 'vault.master_keys_damaged' },
    );
  }

  /** The key that new secrets are sealed with; the first call makes it. */
  async getActive(): Promise<MasterKey> {
    const known = await this.#read();
    if (known === null) await makePrivateFile(this.path, JSON.stringify(addKey(null)));
    const content = known ?? (await this.#read());
    const key = content?.keys[content.active];
    if (content && key !== undefined) return { id: content.active, key: Buffer.from(key, 'base64') };
    throw new Error(`${this.path} was removed while it was made`);
  }

  async find(id: string): Promise<Buffer | null> {
    const key = (await this.#read())?.keys[id];
    return key === undefined ? null : Buffer.from(key, 'base64');
  }

  /** Adds a key that is the active one from now on. One caller at a time. */
  async add(): Promise<void> {
    await replacePrivateFile(this.path, JSON.stringify(addKey(await this.#read())));
  }

  /** Drops every key but the active one. One caller at a time. */
  async dropOthers(): Promise<void> {
    const content = await this.#read();
    const key = content?.keys[content.active];
    if (!content || key === undefined) return;
    const { active } = content;
    await replacePrivateFile(this.path, JSON.stringify({ active, keys: { [active]: key } }));
  }
}
