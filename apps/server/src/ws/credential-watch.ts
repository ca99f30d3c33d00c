import type { Role } from '@overmind/contracts/entities/user';
import { closeCodes } from '@overmind/contracts/frames/line';
import type { Core } from '@overmind/core/core';
import { checkCredentials } from '@overmind/db/queries/identity/credentials';
import type { WebSocket } from 'ws';
import { isAtLeast } from '../plugins/policy.ts';

/** Somebody at a socket, and what they were let in by. */
export interface Watched {
  socket: WebSocket;
  userId: string;
  projectId: string;
  sessionId: string | null;
  tokenId: string | null;
  /** The least role that may do what is done here; any member where it is not said. */
  needs?: Role;
  /** The role it was let in with; whoever has another by now is to come back with that one. */
  role?: Role;
}

/** A credential that no longer holds closes its sockets within 5 seconds. */
const everyMs = 3_000;

/**
 * Looks whether what viewers were let in by still holds. Sessions and tokens expire without anybody saying so,
 * a message that revokes one may be lost, and one may be revoked just while its socket is let in.
 */
export class CredentialWatch {
  readonly #core: Core;
  readonly #viewers: ReadonlySet<Watched>;
  readonly #timer: NodeJS.Timeout;
  #isChecking = false;

  constructor(core: Core, viewers: ReadonlySet<Watched>) {
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

  /** Closes those among these viewers who may no longer be there, or only with another role. */
  async check(viewers: readonly Watched[]): Promise<void> {
    try {
      const found = await checkCredentials(this.#core.db, viewers, this.#core.settings.sessionIdleMs);
      for (const [index, viewer] of viewers.entries()) {
        const { is_signed_in: isSignedIn = false, role = null } = found[index] ?? {};
        if (!isSignedIn) viewer.socket.close(closeCodes.unauthenticated, 'signed out');
        else if (role === null)
          viewer.socket.close(closeCodes.forbidden, 'no longer a member of this project');
        else if (viewer.needs !== undefined && !isAtLeast(role, viewer.needs))
          viewer.socket.close(closeCodes.forbidden, `no longer ${viewer.needs} of this project`);
        else if (viewer.role !== undefined && role !== viewer.role)
          viewer.socket.close(closeCodes.going_away, 'your role changed');
      }
    } catch (error) {
      this.#core.log.warn({ err: error }, 'credentials of sockets could not be checked; trying again');
    }
  }
}
