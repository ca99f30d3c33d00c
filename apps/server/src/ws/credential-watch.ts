import { closeCodes } from '@overmind/contracts/frames/client';
import type { Core } from '@overmind/core/core';
import { checkCredentials } from '@overmind/db/queries/identity/credentials';
import type { Viewer } from './viewer.ts';

/** A credential that no longer holds closes its sockets within 5 seconds. */
const everyMs = 3_000;

/**
 * Looks whether what viewers were let in by still holds. Sessions and tokens expire without anybody saying so,
 * a message that revokes one may be lost, and one may be revoked just while its socket is let in.
 */
export class CredentialWatch {
  readonly #core: Core;
  readonly #viewers: ReadonlySet<Viewer>;
  readonly #timer: NodeJS.Timeout;
  #isChecking = false;

  constructor(core: Core, viewers: ReadonlySet<Viewer>) {
    this.#core = core;
    this.#viewers = viewers;
    this.#timer = setInterval(() => void this.#checkAll(), everyMs);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #checkAll(): Promise<void> {
    if (this.#isChecking) return;
    this.#isChecking = true;
    await this.check([...this.#viewers]);
    this.#isChecking = false;
  }

  /** Closes those among these viewers who may no longer watch. */
  async check(viewers: readonly Viewer[]): Promise<void> {
    try {
      const found = await checkCredentials(this.#core.db, viewers, this.#core.settings.sessionIdleMs);
      for (const [index, viewer] of viewers.entries()) {
        const { is_signed_in: isSignedIn = false, is_member: isMember = false } = found[index] ?? {};
        if (!isSignedIn) viewer.socket.close(closeCodes.unauthenticated, 'signed out');
        else if (!isMember) viewer.socket.close(closeCodes.forbidden, 'no longer a member of this project');
      }
    } catch (error) {
      this.#core.log.warn({ err: error }, 'credentials of sockets could not be checked; trying again');
    }
  }
}
