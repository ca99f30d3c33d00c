import type { TurnPurpose } from '@overmind/contracts/entities/discussion-event';
import { tasks } from '@overmind/domain/discussions/prompts/tasks';
import type { Conversation, ScriptFunction } from '@overmind/testing/models/script';

export const debate = {
  goal: 'Choose how sessions are stored, so that a restart loses none.',
  questions: ['How many people sign in each day?', 'May anybody be signed out by a restart?'],
  answers: 'About two hundred people, and nobody may be signed out.',
  aside: 'Keep it small, please.',
  firstWords: 'One table in the database that is there already',
  title: 'Sessions in PostgreSQL',
  amended: 'Sessions in PostgreSQL, with a restart test',
  objection: 'Nobody has tested a restart.',
  dissent: 'Signed cookies would need no table at all.',
  actions: ['Write the migration of the sessions table', 'Add a test that kills the server', 'Run the tests'],
} as const;

/**
 * A model that plays five personas: two ask the user, the architect proposes, most object until the proposal has a
 * test, one never agrees. The architect's first proposal comes in two halves, the second once `isReleased` says so.
 */
export const playPersonas =
  (isReleased: Promise<unknown>): ScriptFunction =>
  (conversation, callIndex) => {
    const speaker = /You are "([a-z_]+)"/.exec(conversation.system)?.[1] ?? '';
    const purpose = purposeOf(conversation);
    const reply = JSON.stringify(replyOf(purpose, speaker, { conversation, callIndex }));
    const isFirstProposal = purpose === 'explore' && speaker === 'technical_architect';
    return { text: isFirstProposal ? inHalves(reply, isReleased) : reply };
  };

const purposeOf = ({ system }: Conversation): TurnPurpose => {
  const found = Object.entries(tasks).find(([, words]) => system.includes(words));
  if (found === undefined) throw new Error('The script knows no such turn.');
  return found[0] as TurnPurpose;
};

async function* inHalves(reply: string, isReleased: Promise<unknown>): AsyncGenerator<string> {
  const middle = reply.indexOf(debate.firstWords) + debate.firstWords.length;
  yield reply.slice(0, middle);
  await isReleased;
  yield reply.slice(middle);
}

interface Told {
  conversation: Conversation;
  callIndex: number;
}

function replyOf(purpose: TurnPurpose, speaker: string, told: Told): object {
  switch (purpose) {
    case 'clarify':
      return clarification(speaker);
    case 'explore':
      return exploration(speaker);
    case 'discuss':
      return { type: 'consensus', content: `${speaker} has said all: let us vote (${told.callIndex}).` };
    case 'answer_user':
      return response(`It stays small: a table, an index and one test, says ${speaker}.`);
    case 'summarise':
      return response('Sessions go to a table; the restart is open.');
    case 'propose':
      return { type: 'proposal', title: debate.title, content: `${debate.firstWords}.` };
    case 'amend':
      return {
        ...{ type: 'proposal', title: debate.amended, amends: 'P1', meets: ['C1'] },
        content: 'One table, and a test that kills the server and signs in again.',
      };
    case 'vote':
      return { type: 'vote', ballots: openRefs(told.conversation).map((ref) => ballot(ref, speaker)) };
    case 'conclude':
      return {
        ...{
          type: 'consensus',
          content: 'Sessions are rows, and a test proves that they outlive a restart.',
        },
        ...{ reasons: ['No new program has to run'], risks: ['The table grows'] },
        next_actions: debate.actions,
      };
  }
}

const response = (content: string) => ({ type: 'response', content });

function clarification(speaker: string): object {
  const [first, second] = debate.questions;
  if (speaker === 'project_manager') return { type: 'question_to_user', questions: [first] };
  if (speaker === 'quality_assurance') return { type: 'question_to_user', questions: [second] };
  return response(`The goal is clear to ${speaker}.`);
}

function exploration(speaker: string): object {
  if (speaker === 'technical_architect')
    return {
      type: 'proposal',
      title: debate.title,
      content: `${debate.firstWords}, and an index on the expiry.`,
    };
  if (speaker === 'quality_assurance')
    return { ...response('What breaks is the restart.'), concerns: [{ content: debate.objection }] };
  return response(`From the field of ${speaker}: sessions are few and small.`);
}

/** The proposals that are shown as open, such as P1. */
const openRefs = ({ messages }: Conversation): string[] => {
  const shown = messages.map(({ text }) => text).join('\n');
  const [, table = ''] = shown.split('## Open proposals');
  return [...(table.split('## ')[0] ?? '').matchAll(/"ref":"(P\d+)"/g)].map(([, ref]) => ref ?? '');
};

function ballot(proposal: string, speaker: string): object {
  const isForIt = { project_manager: true, technical_architect: true }[speaker] ?? proposal !== 'P1';
  if (speaker === 'creative_strategist')
    return { proposal, choice: 'reject', confidence: 0.6, reason: debate.dissent };
  return isForIt
    ? { proposal, choice: 'approve', confidence: 0.9, reason: 'It meets the goal with what is there.' }
    : { proposal, choice: 'reject', confidence: 0.9, reason: debate.objection, changes: 'Test a restart.' };
}
