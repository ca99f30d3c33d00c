import type { Conversation } from '@overmind/contracts/entities/conversation';
import { AppError } from '@overmind/contracts/errors';
import type { Call } from '../call.ts';
import type { Core } from '../core.ts';
import { pauseDiscussion, resumeDiscussion } from '../discussions/interject.ts';
import { getConversation } from './talk.ts';

type Act = (core: Core, call: Call, id: string) => Promise<Conversation & { ended_at: string | null }>;

/** Only a discussion has a course; whoever asks for the same of a chat is told what a chat does instead. */
async function inDiscussion(core: Core, call: Call, id: string, act: Act): Promise<Conversation> {
  const { kind } = await getConversation(core, id);
  if (kind === 'discussion') return act(core, call, id);
  throw new AppError(
    'rule_violated',
    'A chat answers whenever something is said in it: there is nothing to start, pause or resume. Discussions have that.',
    { rule: 'conversation.no_course' },
  );
}

export const pauseConversation = (core: Core, call: Call, id: string): Promise<Conversation> =>
  inDiscussion(core, call, id, pauseDiscussion);

export const resumeConversation = (core: Core, call: Call, id: string): Promise<Conversation> =>
  inDiscussion(core, call, id, resumeDiscussion);

/** A discussion begins to go on as soon as there is one, so only one that was paused is to be started. */
export const startConversation = (core: Core, call: Call, id: string): Promise<Conversation> =>
  inDiscussion(core, call, id, async (...same) => {
    const discussion = await resumeDiscussion(...same);
    if (discussion.ended_at === null) return discussion;
    throw new AppError(
      'rule_violated',
      'This discussion has ended. Start another one with what it came to.',
      { rule: 'discussion.ended' },
    );
  });
