import { listDiscussionEvents } from '@overmind/db/queries/discussions/events';
import { waitFor } from '@overmind/testing/wait-for';
import type { Call } from '../../call.ts';
import type { Core } from '../../core.ts';
import { stepDiscussion } from '../drive.ts';
import {
  callVote,
  pauseDiscussion,
  resumeDiscussion,
  sayInDiscussion,
  waiveQuestions,
} from '../interject.ts';
import { getDiscussion } from '../read.ts';

type Act = readonly [event: string, act: (core: Core, call: Call, id: string) => Promise<unknown>];

/** What a person does in a discussion, one thing each time that it rests. */
const course: readonly Act[] = [
  [
    'user_spoke',
    (core, call, id) => sayInDiscussion(core, call, id, { content: 'What is it for?', is_answer: false }),
  ],
  ['paused', pauseDiscussion],
  ['resumed', resumeDiscussion],
  ['user_waived', waiveQuestions],
  ['vote_requested', callVote],
  ['user_waived', waiveQuestions],
];
const acts = new Set(course.map(([event]) => event));

/**
 * Lets a discussion go on to its end, while a person does what is missing of the course. Whoever comes after a crash
 * goes on where that one was, so each thing is done once.
 */
export async function follow(core: Core, call: Call, id: string): Promise<void> {
  for (;;) {
    const { project_id, status } = await rested(core, id);
    const events = await listDiscussionEvents(core.db, id, 0, 10_000);
    const next = course[events.filter(({ event }) => acts.has(event.type)).length];
    if (status !== 'paused' || next === undefined) return;
    const [type, act] = next;
    await act(core, call, id);
    await core.crashPoint?.(`after ${type}`, project_id);
  }
}

const rested = (core: Core, id: string) =>
  waitFor(
    async () => {
      await stepDiscussion(core, id);
      const detail = await getDiscussion(core, id);
      return detail.status === 'active' ? null : detail;
    },
    { what: 'the discussion to rest' },
  );
