import type { PermissionAsk } from '@overmind/contracts/entities/permission';
import type { Answer, RunStatement } from '../connection/outbox.ts';

/** What became of a request; without an option the answer is no. */
export interface Decision {
  outcome: 'allowed' | 'denied' | 'expired' | 'withdrawn';
  optionId: string | null;
  /** A person's name, or what decided in the place of one. */
  decidedBy: string;
}

type Question = Omit<PermissionAsk, 'expires_at'>;

const theEnd = 'the end of the run';

interface Pending {
  request: PermissionAsk;
  isHeard: boolean;
  settle: (decision: Decision) => void;
}

/**
 * Where a coding agent's requests wait for a person. Each is said to the server until it has it, and again after
 * each new welcome while it waits. At its time-out the answer is no; waiting takes the run's wall time.
 */
export class PermissionDesk {
  readonly #say: (statement: RunStatement) => Promise<Answer>;
  readonly #timeoutMs: number;
  readonly #pending = new Map<string, Pending>();

  constructor(say: (statement: RunStatement) => Promise<Answer>, timeoutMs: number) {
    this.#say = say;
    this.#timeoutMs = timeoutMs;
  }

  get pending(): number {
    return this.#pending.size;
  }

  /** Resolves with the decision; an aborted signal withdraws the request. */
  async ask(question: Question, signal: AbortSignal): Promise<Decision> {
    // Nobody has heard of it, so nobody has to hear of its end.
    if (signal.aborted) return { outcome: 'withdrawn', optionId: null, decidedBy: theEnd };
    const expiresAt = new Date(Date.now() + this.#timeoutMs).toISOString();
    const request = { ...question, expires_at: expiresAt };
    const decided = new Promise<Decision>((settle) =>
      this.#pending.set(request.id, { request, isHeard: false, settle }),
    );
    const onAbort = (): void => this.#close(request.id, 'withdrawn', theEnd);
    const timer = setTimeout(() => this.#close(request.id, 'expired', 'time-out'), this.#timeoutMs);
    signal.addEventListener('abort', onAbort, { once: true });
    void this.#tell(request.id);
    try {
      return await decided;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    }
  }

  /** A person's answer. One that was given before, or to a request that is over, changes nothing. */
  answer(requestId: string, optionId: string | null, decidedBy: string): void {
    const pending = this.#pending.get(requestId);
    if (pending === undefined) return;
    const option = pending.request.options.find(({ id }) => id === optionId);
    const isAllowed = option?.kind.startsWith('allow') ?? false;
    this.#settle(requestId, {
      outcome: isAllowed ? 'allowed' : 'denied',
      optionId: option?.id ?? null,
      decidedBy,
    });
  }

  /** After a welcome: the server may be another one than the one that has heard them. */
  repeat(): void {
    for (const [id, { isHeard }] of this.#pending) if (isHeard) void this.#tell(id);
  }

  async #tell(id: string): Promise<void> {
    const pending = this.#pending.get(id);
    if (pending === undefined) return;
    pending.isHeard = false;
    const answer = await this.#say({ type: 'permission.request', request: pending.request });
    pending.isHeard = true;
    if (answer.kind === 'refused')
      this.#settle(id, {
        outcome: 'denied',
        optionId: null,
        decidedBy: `the server, which did not take it: ${answer.detail}`,
      });
  }

  #close(id: string, outcome: 'expired' | 'withdrawn', decidedBy: string): void {
    if (!this.#pending.has(id)) return;
    this.#settle(id, { outcome, optionId: null, decidedBy });
    void this.#say({ type: 'permission.closed', request_id: id, outcome });
  }

  #settle(id: string, decision: Decision): void {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    pending?.settle(decision);
  }
}
