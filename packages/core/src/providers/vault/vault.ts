import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { AppError } from '@overmind/contracts/errors';
import { MasterKeys } from './master-keys.ts';

export interface Sealed {
  master_key_id: string;
  nonce: Buffer;
  sealed: Buffer;
}

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

const unusable = (path: string, detail: string, rule: string): AppError =>
  new AppError('rule_violated', `${detail} Enter the key again, or bring back ${path} from a backup.`, {
    rule,
  });

/** Seals secrets for the database: AES-256-GCM, bound to the record that they stand in. */
export class Vault {
  readonly #keys: MasterKeys;

  constructor(dataDir: string) {
    this.#keys = new MasterKeys(join(dataDir, 'master-keys.json'));
  }

  /** `identity` names the record; sealed for one, a secret opens in no other. */
  async seal(secret: string, identity: string): Promise<Sealed> {
    const { id, key } = await this.#keys.getActive();
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv(algorithm, key, nonce).setAAD(Buffer.from(identity));
    const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return { master_key_id: id, nonce, sealed };
  }

  /** Throws `rule_violated` with what to do when the master key is gone, or the record is not what was sealed. */
  async open({ master_key_id, nonce, sealed }: Sealed, identity: string): Promise<string> {
    const key = await this.#keys.find(master_key_id);
    if (key === null) throw this.#lost();
    try {
      const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes })
        .setAAD(Buffer.from(identity))
        .setAuthTag(sealed.subarray(-tagBytes));
      return Buffer.concat([decipher.update(sealed.subarray(0, -tagBytes)), decipher.final()]).toString(
        'utf8',
      );
    } catch {
      // What the cipher says names no cause that a person could act on.
      throw unusable(
        this.#keys.path,
        'This key was changed in the database, or belongs to another record.',
        'vault.sealed_elsewhere',
      );
    }
  }

  #lost(): AppError {
    return unusable(
      this.#keys.path,
      'The master key that this key was sealed with is not in the data folder.',
      'vault.master_key_lost',
    );
  }

  /**
   * Gives `reseal` a new master key to seal with, and forgets the old ones once that is durable: `reseal` has
   * committed when it returns. One caller at a time.
   */
  async rotate<T>(reseal: () => Promise<T>): Promise<T> {
    await this.#keys.add();
    const result = await reseal();
    await this.#keys.dropOthers();
    return result;
  }
}
