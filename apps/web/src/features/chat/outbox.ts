import { postMessage } from '@overmind/contracts/routes/talk';
import { create } from 'zustand';
import { api, newIdempotencyKey } from '#lib/api/client.ts';
import { errorWords, isCode } from '#lib/api/error-words.ts';
import { readLocal, writeLocal } from '#lib/local-store.ts';

export interface OutgoingMessage {
  /** Also the idempotency key, so that sending again never says it twice. */
  key: string;
  conversationId: string;
  content: string;
  status: 'sending' | 'sent' | 'failed';
  /** The server's own message, once it has answered. */
  messageId: string | null;
  problem: string | null;
  /** Worth trying again by itself once the connection is back. */
  isOffline: boolean;
  createdAt: string;
}

interface Outbox {
  messages: readonly OutgoingMessage[];
}

const storeKey = 'overmind:outbox';
const sentKept = 50;

/** What was said and is not confirmed survives a reload: it is kept until the server has it. */
export const useOutbox = create<Outbox>(() => ({ messages: restored() }));

function restored(): OutgoingMessage[] {
  try {
    const kept = JSON.parse(readLocal(storeKey) ?? '[]') as OutgoingMessage[];
    return kept.map((message) => ({ ...message, status: 'failed' as const, isOffline: false }));
  } catch {
    return [];
  }
}

function change(update: (messages: readonly OutgoingMessage[]) => readonly OutgoingMessage[]): void {
  const messages = update(useOutbox.getState().messages);
  const unsent = messages.filter(({ status }) => status !== 'sent');
  const sent = messages.filter(({ status }) => status === 'sent').slice(-sentKept);
  useOutbox.setState({ messages: messages.filter((each) => each.status !== 'sent' || sent.includes(each)) });
  writeLocal(storeKey, unsent.length === 0 ? null : JSON.stringify(unsent));
}

const patch = (key: string, fields: Partial<OutgoingMessage>): void =>
  change((messages) => messages.map((each) => (each.key === key ? { ...each, ...fields } : each)));

const lines = new Map<string, Promise<void>>();

/** Says something, after what was said in the same conversation before it. */
export function say(conversationId: string, content: string): void {
  const key = newIdempotencyKey();
  const message: OutgoingMessage = {
    ...{ key, conversationId, content, status: 'sending', messageId: null },
    ...{ problem: null, isOffline: false, createdAt: new Date().toISOString() },
  };
  change((messages) => [...messages, message]);
  queue(message);
}

export function sayAgain(message: OutgoingMessage): void {
  patch(message.key, { status: 'sending', problem: null });
  queue(message);
}

export const discard = (key: string): void =>
  change((messages) => messages.filter((message) => message.key !== key));

/** Tries again what a lost connection kept back. */
export function sayWhatWasKept(): void {
  for (const message of useOutbox.getState().messages)
    if (message.status === 'failed' && message.isOffline) sayAgain(message);
}

function queue(message: OutgoingMessage): void {
  const before = lines.get(message.conversationId) ?? Promise.resolve();
  lines.set(
    message.conversationId,
    before.then(() => send(message)),
  );
}

async function send({ key, conversationId, content }: OutgoingMessage): Promise<void> {
  try {
    const stored = await api.call(postMessage, {
      params: { id: conversationId },
      body: { content },
      idempotencyKey: key,
    });
    patch(key, { status: 'sent', messageId: stored.id, problem: null });
  } catch (error) {
    patch(key, { status: 'failed', problem: errorWords(error), isOffline: isCode(error, 'unavailable') });
  }
}
