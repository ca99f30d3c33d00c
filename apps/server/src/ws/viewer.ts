import type { Role } from '@overmind/contracts/entities/user';
import type { ClientFrame } from '@overmind/contracts/frames/client';
import { closeCodes } from '@overmind/contracts/frames/line';
import type { WebSocket } from 'ws';

/** A reader that falls further behind than this is closed; it resumes where it was. */
const maxBufferedBytes = 1024 * 1024;

interface Identity {
  projectId: string;
  role: Role;
  userId: string;
  isAdmin: boolean;
  onlyProjectId: string | null;
  displayName: string;
  sessionId: string | null;
  tokenId: string | null;
}

/** One open client socket. */
export class Viewer {
  readonly socket: WebSocket;
  readonly projectId: string;
  readonly role: Role;
  readonly userId: string;
  readonly isAdmin: boolean;
  /** A token may be bound to one project. */
  readonly onlyProjectId: string | null;
  readonly displayName: string;
  readonly sessionId: string | null;
  readonly tokenId: string | null;
  /** What it asked for last of each run that is still being looked up. */
  readonly asked = new Map<string, ClientFrame>();
  /** The last event number this viewer was sent. */
  eventSeq: number;

  constructor(socket: WebSocket, identity: Identity, eventSeq: number) {
    this.socket = socket;
    this.projectId = identity.projectId;
    this.role = identity.role;
    this.userId = identity.userId;
    this.isAdmin = identity.isAdmin;
    this.onlyProjectId = identity.onlyProjectId;
    this.displayName = identity.displayName;
    this.sessionId = identity.sessionId;
    this.tokenId = identity.tokenId;
    this.eventSeq = eventSeq;
  }

  get isOpen(): boolean {
    return this.socket.readyState === this.socket.OPEN;
  }

  /** False when the viewer is gone, or too slow and closed for it. */
  send(text: string): boolean {
    if (!this.isOpen) return false;
    if (this.socket.bufferedAmount > maxBufferedBytes) {
      this.socket.close(closeCodes.too_slow, 'too slow');
      this.#endIfDeaf();
      return false;
    }
    this.socket.send(text);
    return true;
  }

  /** What is sent to catch up goes in portions well below that bound. */
  get hasRoom(): boolean {
    return this.socket.bufferedAmount < maxBufferedBytes / 4;
  }

  /** Resolves once what was sent has left; a reader at its own pace is not too slow. */
  drained(): Promise<void> {
    if (!this.isOpen || this.socket.bufferedAmount === 0) return Promise.resolve();
    return new Promise((resolve) => this.socket.ping('', undefined, () => resolve()));
  }

  /** One that does not read does not answer a close either. */
  #endIfDeaf(): void {
    const timer = setTimeout(() => this.socket.terminate(), 5_000);
    this.socket.once('close', () => clearTimeout(timer));
  }
}
