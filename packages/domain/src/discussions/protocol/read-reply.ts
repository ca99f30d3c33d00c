import { AgentMessage, type AgentMessageType } from '@overmind/contracts/entities/discussion';
import type { Fault } from '@overmind/contracts/entities/discussion-event';
import type { z } from 'zod';
import { findJson, type JsonObject } from './find-json.ts';

export interface Refusal {
  fault: Fault;
  /** For the agent that is asked again. Has no word of the reply in it. */
  detail: string;
}

export type ReadReply =
  | { ok: true; message: AgentMessage; from: string | null }
  | { ok: false; refusal: Refusal };

/** Quotes, braces and reasons around what is said. */
const overhead = 16_384;
const mostDetail = 300;

/**
 * What an agent's words say, by their form alone. `messageChars` is how long a message may be.
 */
export function readReply(text: string, messageChars: number): ReadReply {
  if (text.trim() === '') return refuse('empty', 'The reply was empty.');
  if (text.length > messageChars * 4 + overhead) return tooLong(messageChars);
  const found = findJson(text);
  if (found === null) return refuse('unreadable', 'The reply held no JSON object.');
  const parsed = AgentMessage.safeParse(found);
  if (!parsed.success) return refuseShape(found, parsed.error.issues);
  if (textOf(parsed.data).length > messageChars) return tooLong(messageChars);
  return { ok: true, message: parsed.data, from: senderIn(found) };
}

/** Everything that a message says, as one text. */
export function textOf(message: AgentMessage): string {
  switch (message.type) {
    case 'proposal':
      return `${message.title}\n${message.content}`;
    case 'question':
      return message.content;
    case 'response':
      return [message.content, ...message.concerns.map(({ content }) => content)].join('\n');
    case 'vote':
      return message.ballots.map(({ reason, changes }) => `${reason}\n${changes ?? ''}`).join('\n');
    case 'consensus':
      return [message.content, ...message.reasons, ...message.risks, ...message.next_actions].join('\n');
    case 'question_to_user':
      return message.questions.join('\n');
  }
}

const mainField: Record<AgentMessageType, string> = {
  ...{ proposal: 'content', question: 'content', response: 'content', consensus: 'content' },
  ...{ vote: 'ballots', question_to_user: 'questions' },
};

function refuseShape(found: JsonObject, issues: readonly z.core.$ZodIssue[]): ReadReply {
  const field = Object.entries(mainField).find(([type]) => type === found['type'])?.[1];
  if (field !== undefined && isBlank(found[field])) return refuse('empty', `Its "${field}" was empty.`);
  const first = issues[0];
  const place =
    first === undefined || first.path.length === 0 ? 'It' : `"${first.path.map(String).join('.')}"`;
  return refuse(
    'unreadable',
    `${place}: ${first?.message ?? 'not of the form asked for'}`.slice(0, mostDetail),
  );
}

const isBlank = (value: unknown): boolean =>
  (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0);

/** As whom it was said, where that is said. */
function senderIn(found: JsonObject): string | null {
  const named = found['from'] ?? found['speaker'] ?? found['sender'];
  return typeof named === 'string' ? named.trim() : null;
}

const tooLong = (messageChars: number): ReadReply =>
  refuse('over_long', `Say it in at most ${messageChars} characters.`);

const refuse = (fault: Fault, detail: string): ReadReply => ({ ok: false, refusal: { fault, detail } });
