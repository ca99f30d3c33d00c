import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import type { RequestPermissionOutcome, RequestPermissionRequest } from '@agentclientprotocol/sdk';
import type { AgentConfig } from '@overmind/contracts/entities/agent';
import type { PermissionOption } from '@overmind/contracts/entities/permission';
import type { Decision, PermissionDesk } from '../../dialogue/permission-desk.ts';
import { ToolUpdate } from '../../transcript/read-update.ts';
import { shortened } from '../../transcript/storable.ts';
import type { Transcript } from '../../transcript/transcript.ts';
import { readChoices } from './permission-choices.ts';
import { permissionDetail } from './permission-detail.ts';

/** People are asked at most so often in one run; a policy answers more, and yet not for ever. */
const mostAsks = { ask: 200, allow: 20_000, deny: 200 };
const mostPending = 20;

export interface GateOptions {
  policy: NonNullable<AgentConfig['permissions']>;
  desk: PermissionDesk;
  transcript: Transcript;
  signal: AbortSignal;
  onTooMany: (most: number) => void;
}

/** Decides what becomes of each permission that a coding agent asks for. What it writes there is shown, never obeyed. */
export class PermissionGate {
  readonly #options: GateOptions;
  #asks = 0;
  #pending = 0;
  readonly #queue: (() => void)[] = [];

  constructor(options: GateOptions) {
    this.#options = options;
    // Each that a person is asked listens to it, and it would be taken for a leak.
    setMaxListeners(mostPending + 10, options.signal);
  }

  async answer({ toolCall, options }: RequestPermissionRequest): Promise<RequestPermissionOutcome> {
    const { transcript, signal, onTooMany } = this.#options;
    const most = mostAsks[this.#options.policy];
    if (++this.#asks > most) onTooMany(most);
    if (this.#asks > most || signal.aborted) return { outcome: 'cancelled' };
    const call = ToolUpdate.parse(toolCall);
    transcript.calls.take(call, JSON.stringify(toolCall).length);
    const note = {
      id: randomUUID(),
      title: transcript.calls.titleOf(call),
      toolCallId: transcript.calls.idOf(call.toolCallId),
    };
    transcript.addPermission({ ...note, status: 'pending', decidedBy: null });
    const { options: choices, toAgent } = readChoices(options, (text) => transcript.clean(text));
    const words = permissionDetail(call, transcript.calls.inputOf(call), (path) =>
      transcript.calls.fromRoot(path),
    );
    const detail = shortened(transcript.clean(words), 20_000);
    const decision = await this.#decide(choices, { ...note, detail });
    transcript.addPermission({ ...note, status: decision.outcome, decidedBy: decision.decidedBy });
    if (decision.outcome === 'withdrawn') return { outcome: 'cancelled' };
    const chosen = decision.optionId ?? (decision.outcome === 'allowed' ? null : refusalAmong(choices));
    return chosen === null ? { outcome: 'cancelled' } : { outcome: 'selected', optionId: toAgent(chosen) };
  }

  async #decide(
    choices: readonly PermissionOption[],
    ask: { id: string; title: string; toolCallId: string; detail: string },
  ): Promise<Decision> {
    const { policy, desk, transcript, signal } = this.#options;
    if (policy === 'deny') return { outcome: 'denied', optionId: null, decidedBy: 'policy' };
    // Never "always": each time is to be seen in the transcript.
    const once = choices.find(({ kind }) => kind === 'allow_once');
    if (policy === 'allow')
      return once === undefined
        ? { outcome: 'denied', optionId: null, decidedBy: 'policy, as it cannot be allowed just once' }
        : { outcome: 'allowed', optionId: once.id, decidedBy: 'policy' };
    if (choices.length === 0)
      return { outcome: 'denied', optionId: null, decidedBy: 'the runner, as there is nothing to choose' };
    using _turn = await this.#turn();
    const { id, detail } = ask;
    const title = shortened(transcript.clean(ask.title), 2_000);
    const question = { id, tool_call_id: ask.toolCallId, title, detail, options: [...choices] };
    return await desk.ask(question, signal);
  }

  /** A person is asked a bounded number of things at once; the rest wait for their turn. */
  async #turn(): Promise<Disposable> {
    if (this.#pending >= mostPending) await new Promise<void>((resolve) => this.#queue.push(resolve));
    else this.#pending++;
    return {
      [Symbol.dispose]: () => {
        const next = this.#queue.shift();
        if (next === undefined) this.#pending--;
        else next();
      },
    };
  }
}

const refusalAmong = (choices: readonly PermissionOption[]): string | null =>
  (choices.find(({ kind }) => kind === 'reject_once') ?? choices.find(({ kind }) => kind === 'reject_always'))
    ?.id ?? null;
