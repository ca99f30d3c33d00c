import { Uuid } from '@overmind/contracts/entities/primitives';
import { AppError } from '@overmind/contracts/errors';
import { closeCodes } from '@overmind/contracts/frames/line';
import type { Actor } from '@overmind/core/call';
import type { Core } from '@overmind/core/core';
import type { WebSocket } from 'ws';
import { requireRole } from '../plugins/policy.ts';
import { CredentialWatch, type Watched } from './credential-watch.ts';
import { closeSocket } from './socket-guard.ts';
import { VoiceSocket } from './voice-socket.ts';

type UserActor = Extract<Actor, { kind: 'user' }>;

/** `/ws/voice`: people who speak. */
export class VoiceGateway {
  readonly #core: Core;
  readonly #speakers = new Map<Watched, VoiceSocket>();
  readonly #watched = new Set<Watched>();
  readonly #watch: CredentialWatch;

  constructor(core: Core) {
    this.#core = core;
    this.#watch = new CredentialWatch(core, this.#watched);
  }

  async accept(socket: WebSocket, actor: UserActor, query: URLSearchParams): Promise<void> {
    const projectId = Uuid.safeParse(query.get('project_id'));
    const conversationId = Uuid.safeParse(query.get('conversation_id'));
    if (!projectId.success || !conversationId.success)
      return closeSocket(socket, closeCodes.bad_frame, 'project_id and conversation_id have to be valid');
    try {
      if (!actor.scopes.includes('write')) throw new AppError('forbidden', 'This token may not write.');
      const access = await requireRole(this.#core, actor, 'conversation', conversationId.data, 'operator');
      if (access.projectId !== projectId.data) throw new AppError('forbidden', 'Another project.');
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return closeSocket(socket, closeCodes.forbidden, 'you cannot speak in this conversation');
    }
    this.#serve(socket, actor, { projectId: projectId.data, conversationId: conversationId.data });
  }

  #serve(socket: WebSocket, actor: UserActor, place: { projectId: string; conversationId: string }): void {
    // It may have gone while its rights were looked up, and tells of that only once.
    if (socket.readyState === socket.CLOSED) return;
    const { userId, sessionId, tokenId } = actor;
    const { projectId } = place;
    const watched: Watched = { socket, userId, sessionId, tokenId, projectId, needs: 'operator' };
    const call = { actor, address: null, idempotency: null, ifMatch: null };
    const speaker = new VoiceSocket(this.#core, socket, { ...place, call });
    this.#watched.add(watched);
    this.#speakers.set(watched, speaker);
    socket.once('close', () => {
      this.#watched.delete(watched);
      void speaker.settled().then(() => this.#speakers.delete(watched));
    });
  }

  /** Resolves when all that was said so far is stored. */
  async close(): Promise<void> {
    this.#watch.stop();
    const speakers = [...this.#speakers];
    await Promise.all(
      speakers.map(async ([{ socket }, speaker]) => {
        const closed = new Promise((resolve) => socket.once('close', resolve));
        const wasOpen = socket.readyState !== socket.CLOSED;
        socket.close(closeCodes.going_away, 'the server stops');
        socket.terminate();
        if (wasOpen) await closed;
        await speaker.settled(true);
      }),
    );
  }
}
