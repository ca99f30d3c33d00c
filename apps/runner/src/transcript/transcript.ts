import type { RunMetrics } from '@overmind/contracts/entities/run';
import { textOf } from './content.ts';
import { readUpdate } from './read-update.ts';
import { Recorder, type RecorderOptions } from './recorder.ts';
import { ToolCalls } from './tool-calls.ts';
import { Usage } from './usage.ts';

export interface PermissionNote {
  id: string;
  title: string;
  toolCallId: string | null;
  status: 'pending' | 'allowed' | 'denied' | 'expired' | 'withdrawn';
  decidedBy: string | null;
}

/** The transcript of one run's coding agent: what it says and does, and what people say to it. */
export class Transcript implements Disposable {
  readonly #recorder: Recorder;
  readonly calls: ToolCalls;
  readonly usage: Usage;
  readonly #permissions = new Map<string, string>();
  /** A session that is loaded tells its past again, which an earlier run's transcript has. */
  isReplay = false;

  constructor(options: RecorderOptions, root: string) {
    this.#recorder = new Recorder(options);
    this.calls = new ToolCalls(this.#recorder, root);
    this.usage = new Usage(this.#recorder);
  }

  get metrics(): RunMetrics {
    return { ...this.usage.metrics, tool_calls: this.calls.count };
  }

  /** One `session/update` of the agent, `bytes` long on the wire. */
  take(raw: unknown, bytes: number): void {
    if (this.isReplay) return;
    const update = readUpdate(raw);
    switch (update?.sessionUpdate) {
      case 'agent_message_chunk':
        return this.#recorder.say('agent', textOf(update.content), update.messageId ?? null);
      case 'agent_thought_chunk':
        return this.#recorder.say('thought', textOf(update.content), update.messageId ?? null);
      case 'tool_call':
      case 'tool_call_update':
        return this.calls.take(update, bytes);
      case 'plan':
        return this.#plan(update.entries, bytes);
      case 'usage_update':
        this.#recorder.interrupt();
        return this.usage.takeCost(update.cost);
      case 'notice':
        return this.#notice(update);
      case undefined:
        return this.#recorder.interrupt();
    }
  }

  /** What the agent is told, and by whom. */
  addPrompt(text: string, author: string): void {
    const id = this.#recorder.nextId('prompt-');
    const at = new Date().toISOString();
    this.#recorder.put(id, () => ({ kind: 'message', id, at, role: 'user', author, text }), text.length);
  }

  addPermission(note: PermissionNote): void {
    const { id, title, toolCallId, status, decidedBy } = note;
    const at = this.#permissions.get(id) ?? new Date().toISOString();
    if (status === 'pending') this.#permissions.set(id, at);
    else this.#permissions.delete(id);
    this.#recorder.put(id, () => ({
      ...{ kind: 'permission', id, at, title, tool_call_id: toolCallId, status, decided_by: decidedBy },
    }));
    if (status === 'pending') this.#recorder.tell(`? ${title}`);
    else this.#recorder.tell(`${status === 'allowed' ? '✓' : '✗'} ${title}: ${status} by ${decidedBy ?? ''}`);
  }

  addNotice(level: 'info' | 'warning' | 'error', text: string): void {
    this.#recorder.notice(level, text);
  }

  get lastWords(): string {
    return this.#recorder.lastWords;
  }

  clean(text: string): string {
    return this.#recorder.clean(text);
  }

  [Symbol.dispose](): void {
    this.#recorder[Symbol.dispose]();
  }

  #plan(entries: readonly { content: string; priority: Priority; status: Status }[], bytes: number): void {
    const at = new Date().toISOString();
    const items = entries.slice(0, 200);
    this.#recorder.put('plan', () => ({ kind: 'plan', id: 'plan', at, items: [...items] }), bytes);
  }

  #notice(update: { severity: string; title: string; description?: string | null | undefined }): void {
    const level = update.severity === 'error' || update.severity === 'warning' ? update.severity : 'info';
    this.#recorder.notice(level, [update.title, update.description ?? ''].join('\n').trim());
  }
}

type Priority = 'high' | 'medium' | 'low';
type Status = 'pending' | 'in_progress' | 'completed';
