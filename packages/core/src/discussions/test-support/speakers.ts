import type { AgentMessage } from '@overmind/contracts/entities/discussion';
import type { TurnPurpose } from '@overmind/contracts/entities/discussion-event';
import { tasks } from '@overmind/domain/discussions/prompts/tasks';
import type { Conversation, Turn as ModelTurn, ScriptFunction } from '@overmind/testing/models/script';
import type { z } from 'zod';

/** A turn as the model of a speaker sees it. */
export interface Put {
  speaker: string;
  purpose: TurnPurpose;
  /** The proposal that it is about. */
  about: string | null;
  /** Refs of the proposals on the table. */
  open: string[];
  /** How much of the discussion it is shown. */
  seen: number;
  system: string;
  user: string;
}

export type Say = z.input<typeof AgentMessage>;

export function readPut({ system, messages }: Conversation): Put {
  const user = messages.map(({ text }) => text).join('\n');
  const purpose = (Object.keys(tasks) as TurnPurpose[]).find((each) =>
    system.includes(`Task: ${tasks[each]}`),
  );
  if (purpose === undefined) throw new Error(`This puts no task: ${system}`);
  return {
    ...{ speaker: /^You are "([^"]+)"/.exec(system)?.[1] ?? '', purpose, system, user },
    about: /It is about (P\d+)\./.exec(system)?.[1] ?? null,
    open: [...user.matchAll(/^\{"ref":"(P\d+)"/gm)].map(([, ref]) => ref ?? ''),
    seen: Math.max(0, ...[...user.matchAll(/"message":(\d+)/g)].map(([, number]) => Number(number))),
  };
}

/** Words that only this turn has. */
export const own = ({ speaker, purpose, seen }: Put): string =>
  Array.from({ length: 12 }, (_, at) => `${speaker}${purpose}${seen}x${at}`).join(' ');

const voteOn = (open: readonly string[], choice: 'approve' | 'reject' | 'abstain'): Say => ({
  type: 'vote',
  ballots: open.map((proposal) => ({
    ...{ proposal, choice, confidence: 0.9, reason: `I ${choice} of ${proposal}` },
    changes: choice === 'reject' ? 'Say how sessions expire' : null,
  })),
});

/**
 * Five who come to a decision: one asks the user, one proposes, quality assurance and two others reject that, its author
 * amends it, and then all but one approve.
 */
export function say(put: Put): Say {
  const { speaker, purpose, about, open } = put;
  switch (purpose) {
    case 'clarify':
      return speaker === 'project_manager'
        ? { type: 'question_to_user', questions: ['How many users sign in at once?'] }
        : { type: 'response', content: `Understood: ${own(put)}` };
    case 'explore':
      return speaker === 'technical_architect'
        ? { type: 'proposal', title: 'Sessions in PostgreSQL', content: `One table. ${own(put)}` }
        : { type: 'response', content: own(put) };
    case 'discuss':
      return speaker === 'project_manager'
        ? { type: 'consensus', content: `Let us vote. ${own(put)}` }
        : { type: 'response', content: own(put) };
    case 'answer_user':
    case 'summarise':
      return { type: 'response', content: own(put) };
    case 'propose':
      return { type: 'proposal', title: 'What was said', content: own(put) };
    case 'amend':
      return {
        type: 'proposal',
        title: 'Sessions in PostgreSQL that expire',
        content: own(put),
        amends: about,
      };
    case 'vote':
      return voteOn(open, choiceOf(speaker, open));
    case 'conclude':
      return {
        ...{ type: 'consensus', content: 'Sessions go to PostgreSQL.', reasons: ['It is there already'] },
        risks: ['The table grows'],
        next_actions: ['Add a table for sessions', 'Write a test for the expiry of sessions'],
      };
  }
}

function choiceOf(speaker: string, open: readonly string[]): 'approve' | 'reject' | 'abstain' {
  if (speaker === 'resource_coordinator' && open.includes('P2')) return 'abstain';
  const isCritic = ['quality_assurance', 'resource_coordinator', 'creative_strategist'].includes(speaker);
  return isCritic && !open.includes('P2') ? 'reject' : 'approve';
}

/** A model that speaks for all of them, or as `change` says where that answers. */
export const speakers =
  (change: (put: Put) => ModelTurn | string | null = () => null): ScriptFunction =>
  (conversation) => {
    const put = readPut(conversation);
    const other = change(put) ?? JSON.stringify(say(put));
    return typeof other === 'string' ? { text: other } : other;
  };
