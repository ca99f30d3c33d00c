import { hash, verify } from '@node-rs/argon2';

/** argon2id, the parameters of OWASP's password storage cheat sheet. */
const options = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 };
const maxAtOnce = 2;

/** Hashes at most two passwords at once, so that a crowd signing in leaves cores for everyone else. */
export class PasswordHasher {
  readonly #waiting: (() => void)[] = [];
  #running = 0;
  #decoy: Promise<string> | undefined;

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= maxAtOnce) await new Promise<void>((go) => this.#waiting.push(go));
    else this.#running += 1;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }

  hash(password: string): Promise<string> {
    return this.#inTurn(() => hash(password, options));
  }

  /** Takes as long for a user who does not exist (`stored` null) as for one who does. */
  async verify(stored: string | null, password: string): Promise<boolean> {
    this.#decoy ??= this.hash('a password that nobody has');
    const against = stored ?? (await this.#decoy);
    const matches = await this.#inTurn(() => verify(against, password));
    return matches && stored !== null;
  }
}
