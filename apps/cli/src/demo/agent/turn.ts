import {
  type AgentContext,
  methods,
  type PermissionOption,
  type PlanEntry,
  type RequestPermissionRequest,
  type SessionUpdate,
  type ToolCallContent,
  type ToolKind,
} from '@agentclientprotocol/sdk';

/** The client wants no more of this turn. */
export class TurnCancelled extends Error {
  override readonly name = 'TurnCancelled';
}

const options: PermissionOption[] = [
  { optionId: 'allow', name: 'Allow this change', kind: 'allow_once' },
  { optionId: 'reject', name: 'Do not change it', kind: 'reject_once' },
];

export interface ToolUse {
  title: string;
  kind: ToolKind;
  /** Absolute. */
  path?: string;
  input: Record<string, unknown>;
}

export const textContent = (text: string): ToolCallContent => ({
  type: 'content',
  content: { type: 'text', text },
});

/** One prompt that is being worked on, as its client sees it. */
export class Turn {
  readonly #client: AgentContext;
  readonly #sessionId: string;
  #toolCalls = 0;

  constructor(
    client: AgentContext,
    sessionId: string,
    readonly cwd: string,
    readonly cancelled: AbortSignal,
  ) {
    this.#client = client;
    this.#sessionId = sessionId;
  }

  say(text: string): Promise<void> {
    return this.#update({ sessionUpdate: 'agent_message_chunk', content: { type: 'text', text } });
  }

  think(text: string): Promise<void> {
    return this.#update({ sessionUpdate: 'agent_thought_chunk', content: { type: 'text', text } });
  }

  /** The steps, of which so many are done; the next one is being worked on. */
  plan(steps: readonly string[], done: number): Promise<void> {
    const entries = steps.map((content, index): PlanEntry => {
      const status = index < done ? 'completed' : index === done ? 'in_progress' : 'pending';
      return { content, status, priority: 'medium' };
    });
    return this.#update({ sessionUpdate: 'plan', entries });
  }

  /** Begins a tool call; the function that it gives ends it. */
  async use(
    tool: ToolUse,
  ): Promise<(status: 'completed' | 'failed', shown: ToolCallContent) => Promise<void>> {
    const call = this.#callOf(tool);
    await this.#update({ sessionUpdate: 'tool_call', ...call, status: 'in_progress' });
    return (status, shown) => this.#end(call.toolCallId, status, [shown]);
  }

  /** Begins a tool call for which the client is asked first; null when it is refused. */
  async useIfAllowed(tool: ToolUse, shown: ToolCallContent): Promise<(() => Promise<void>) | null> {
    const call = { ...this.#callOf(tool), status: 'pending' as const, content: [shown] };
    await this.#update({ sessionUpdate: 'tool_call', ...call });
    const request: RequestPermissionRequest = { sessionId: this.#sessionId, toolCall: call, options };
    const { outcome } = await this.#unlessCancelled(
      this.#client.request(methods.client.session.requestPermission, request),
    );
    if (outcome.outcome === 'cancelled' || this.cancelled.aborted) throw new TurnCancelled();
    if (outcome.optionId === 'allow') return () => this.#end(call.toolCallId, 'completed', [shown]);
    await this.#end(call.toolCallId, 'failed', [textContent('The change was not allowed.')]);
    return null;
  }

  /** A client may leave a question open when it cancels. */
  #unlessCancelled<T>(asked: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const stop = (): void => reject(new TurnCancelled());
      this.cancelled.addEventListener('abort', stop, { once: true });
      if (this.cancelled.aborted) stop();
      asked.then(resolve, reject).finally(() => this.cancelled.removeEventListener('abort', stop));
    });
  }

  #callOf({ title, kind, path, input }: ToolUse) {
    const toolCallId = `call-${++this.#toolCalls}`;
    return { toolCallId, title, kind, rawInput: input, locations: path === undefined ? [] : [{ path }] };
  }

  #end(toolCallId: string, status: 'completed' | 'failed', content: ToolCallContent[]): Promise<void> {
    return this.#update({ sessionUpdate: 'tool_call_update', toolCallId, status, content });
  }

  #update(update: SessionUpdate): Promise<void> {
    if (this.cancelled.aborted) throw new TurnCancelled();
    return this.#client.notify(methods.client.session.update, { sessionId: this.#sessionId, update });
  }
}
