import { Uuid } from '@overmind/contracts/entities/primitives';
import type { Role } from '@overmind/contracts/entities/user';
import { AppError } from '@overmind/contracts/errors';
import { ClientFrame, type TransientFrame } from '@overmind/contracts/frames/client';
import { closeCodes } from '@overmind/contracts/frames/line';
import { type Revocation, topics } from '@overmind/core/bus/bus';
import type { Actor } from '@overmind/core/call';
import type { Core } from '@overmind/core/core';
import { findConnectedRunner } from '@overmind/core/runners/presence';
import { findRunRow } from '@overmind/db/queries/execution/runs';
import { findUserRow } from '@overmind/db/queries/identity/users';
import { findPull, toPull } from '@overmind/db/queries/models/pulls';
import type { WebSocket } from 'ws';
import { requireRole } from '../plugins/policy.ts';
import { version } from '../version.ts';
import { CredentialWatch } from './credential-watch.ts';
import { Feeds } from './feeds.ts';
import { closeSocket, guardSocket } from './socket-guard.ts';
import { Viewer } from './viewer.ts';

type UserActor = Extract<Actor, { kind: 'user' }>;
type LetIn = UserActor & { projectId: string; role: Role };
type Subscribe = Extract<ClientFrame, { type: 'subscribe' }>;

const now = (): string => new Date().toISOString();
const encode = (frame: TransientFrame): string => JSON.stringify(frame);

/** `/ws`: a project's events, with the log lines and transcripts of the runs that were asked for. */
export class ClientGateway {
  readonly #core: Core;
  readonly #feeds: Feeds;
  readonly #watch: CredentialWatch;
  readonly #unsubscribe: (() => void)[];

  constructor(core: Core) {
    this.#core = core;
    this.#feeds = new Feeds(core);
    this.#watch = new CredentialWatch(core, this.#feeds.viewers);
    this.#unsubscribe = [
      core.bus.subscribe(topics.revoked, (message) => this.#revoke(JSON.parse(message) as Revocation)),
      core.bus.subscribe(topics.runners, (id) => void this.#tellOfRunner(id)),
      core.bus.subscribe(topics.modelPulls, (id) => void this.#tellOfPull(id)),
    ];
  }

  /** Takes over an upgraded socket of someone signed in, or closes it with the reason. */
  async accept(socket: WebSocket, actor: UserActor, query: URLSearchParams): Promise<void> {
    const projectId = Uuid.safeParse(query.get('project_id'));
    const afterSeq = Number(query.get('after_seq') ?? 'NaN');
    if (
      !projectId.success ||
      (query.has('after_seq') && !(Number.isSafeInteger(afterSeq) && afterSeq >= 0))
    ) {
      return closeSocket(socket, closeCodes.bad_frame, 'project_id and after_seq have to be valid');
    }
    const access = await requireRole(this.#core, actor, 'project', projectId.data, 'viewer').catch(
      (error: unknown) => {
        if (!(error instanceof AppError)) throw error;
      },
    );
    if (!access) return closeSocket(socket, closeCodes.forbidden, 'not a member of this project');
    const member = { ...actor, projectId: projectId.data, role: access.role };
    await this.#serve(socket, member, query.has('after_seq') ? afterSeq : null);
  }

  async #serve(socket: WebSocket, member: LetIn, afterSeq: number | null): Promise<void> {
    const { projectId, userId } = member;
    const { display_name: displayName = '' } = (await findUserRow(this.#core.db, userId)) ?? {};
    const viewer = new Viewer(socket, { displayName, ...member }, afterSeq ?? 0);
    const feed = this.#feeds.eventsOf(projectId);
    this.#feeds.add(viewer);
    socket.once('close', () => {
      this.#feeds.remove(viewer);
      this.#tellPresence(projectId);
    });
    if (!viewer.isOpen) return this.#feeds.remove(viewer);
    guardSocket(socket, (value) => this.#receive(viewer, value), {
      onPing: () => viewer.send(encode({ type: 'ping', ts: now() })),
    });
    const { oldest, latest } = await feed.range();
    viewer.send(
      encode({ type: 'hello', ts: now(), project_id: projectId, seq: latest, server_version: version }),
    );
    const start = afterSeq ?? latest;
    const isKnown = start <= latest && start >= oldest - 1;
    if (!isKnown)
      viewer.send(encode({ type: 'resync.required', ts: now(), project_id: projectId, seq: latest }));
    viewer.eventSeq = isKnown ? start : latest;
    this.#tellPresence(projectId);
    await feed.join(viewer);
  }

  #receive(viewer: Viewer, value: unknown): void {
    const parsed = ClientFrame.safeParse(value);
    if (!parsed.success) return viewer.socket.close(closeCodes.bad_frame, 'this frame is unknown');
    const frame = parsed.data;
    switch (frame.type) {
      case 'ping':
        viewer.send(encode({ type: 'pong', ts: now() }));
        return;
      case 'pong':
        return;
      case 'subscribe':
        void this.#subscribe(viewer, frame);
        return;
      case 'unsubscribe':
        viewer.asked.delete(frame.run_id);
        this.#feeds.logsOf(viewer.projectId).unfollow(viewer, frame.run_id);
        this.#feeds.transcriptsOf(viewer.projectId).unfollow(viewer, frame.run_id);
    }
  }

  /** A run of another project is told apart from an unknown one by nothing. */
  async #subscribe(viewer: Viewer, frame: Subscribe): Promise<void> {
    const { run_id: runId, after_seq: afterSeq, transcript_after_seq: transcriptAfterSeq } = frame;
    const logs = this.#feeds.logsOf(viewer.projectId);
    if (runId === '*') return logs.followAll(viewer);
    viewer.asked.set(runId, frame);
    const run = await findRunRow(this.#core.db, runId).catch(() => null);
    // Meanwhile it may have been asked for otherwise, or no more.
    if (viewer.asked.get(runId) !== frame) return;
    viewer.asked.delete(runId);
    if (run?.project_id !== viewer.projectId || !viewer.isOpen) return;
    logs.follow(viewer, runId, afterSeq);
    if (transcriptAfterSeq !== undefined)
      this.#feeds.transcriptsOf(viewer.projectId).follow(viewer, runId, transcriptAfterSeq);
  }

  #tellPresence(projectId: string): void {
    const viewers = [...this.#feeds.viewers].filter((viewer) => viewer.projectId === projectId);
    const names = new Map(viewers.map((viewer) => [viewer.userId, viewer.displayName]));
    const users = [...names].map(([id, display_name]) => ({ id, display_name }));
    const text = encode({ type: 'presence.changed', ts: now(), project_id: projectId, users });
    for (const viewer of viewers) viewer.send(text);
  }

  /** Who has a token of one project is told how many of that project's runs it has. */
  async #tellOfRunner(id: string): Promise<void> {
    const bounds = new Set([...this.#feeds.viewers].map((viewer) => viewer.onlyProjectId));
    for (const bound of bounds) {
      const runner = await findConnectedRunner(this.#core, id, bound).catch(() => null);
      if (!runner) continue;
      const text = encode({ type: 'runner.updated', ts: now(), entity: { id, patch: runner } });
      for (const viewer of this.#feeds.viewers) if (viewer.onlyProjectId === bound) viewer.send(text);
    }
  }

  async #tellOfPull(id: string): Promise<void> {
    const admins = [...this.#feeds.viewers].filter(
      ({ isAdmin, onlyProjectId }) => isAdmin && onlyProjectId === null,
    );
    const row = admins.length === 0 ? undefined : await findPull(this.#core.db, id).catch(() => undefined);
    if (row === undefined) return;
    const text = encode({ type: 'model.pull.updated', ts: now(), entity: { id, patch: toPull(row) } });
    for (const viewer of admins) viewer.send(text);
  }

  #revoke(revocation: Revocation): void {
    const isHit = (viewer: Viewer): boolean => {
      switch (revocation.kind) {
        case 'session':
          return viewer.sessionId === revocation.id;
        case 'token':
          return viewer.tokenId === revocation.id;
        case 'user':
          return viewer.userId === revocation.id;
        case 'member':
          return viewer.userId === revocation.userId && viewer.projectId === revocation.projectId;
        case 'runner':
          return false;
      }
    };
    const hit = [...this.#feeds.viewers].filter(isHit);
    if (revocation.kind === 'member') return void this.#watch.check(hit);
    for (const viewer of hit) viewer.socket.close(closeCodes.unauthenticated, 'revoked');
  }

  close(): void {
    this.#watch.stop();
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    for (const viewer of this.#feeds.viewers) viewer.socket.close(closeCodes.going_away, 'the server stops');
    this.#feeds.close();
  }
}
