import { DiscussionSettings } from '@overmind/contracts/entities/discussion';
import type { NewDiscussion } from '@overmind/contracts/entities/discussion-room';
import type { z } from 'zod';

/** A discussion that is being prepared. Money is in dollars, the quorum in percent, as people think of them. */
export interface DiscussionDraft {
  goal: string;
  /** Null for all that are enabled. */
  speakers: readonly string[] | null;
  /** Null for the first speaker. */
  facilitator: string | null;
  rule: DiscussionSettings['rule'];
  quorumPercent: number;
  limits: Omit<DiscussionSettings['limits'], 'cost_micros'> & { dollars: number };
  /** How much of what was said one turn is shown. */
  contextChars: number;
  /** As it was typed; empty for what the project says. */
  answerHours: string;
}

const microsPerDollar = 1_000_000;
const { rule, quorum, limits, context_chars: contextChars } = DiscussionSettings.parse({});
const { cost_micros: costMicros, ...counts } = limits;

export const newDraft = (goal: string): DiscussionDraft => ({
  ...{ goal, speakers: null, facilitator: null, rule },
  quorumPercent: Math.round(quorum * 100),
  limits: { ...counts, dollars: costMicros / microsPerDollar },
  contextChars,
  answerHours: '',
});

export const isHoursWrong = ({ answerHours }: DiscussionDraft): boolean =>
  answerHours !== '' && !DiscussionSettings.shape.answer_hours.safeParse(Number(answerHours)).success;

/** As the server takes it. Speakers that are gone since are left to the server's own words. */
export function inputOf(draft: DiscussionDraft): z.input<typeof NewDiscussion> {
  const { dollars, ...rest } = draft.limits;
  return {
    goal: draft.goal.trim(),
    ...(draft.speakers === null ? {} : { agents: [...draft.speakers] }),
    ...(draft.facilitator === null ? {} : { facilitator: draft.facilitator }),
    settings: {
      rule: draft.rule,
      quorum: draft.quorumPercent / 100,
      context_chars: draft.contextChars,
      limits: { ...rest, cost_micros: Math.round(dollars * microsPerDollar) },
      ...(draft.answerHours === '' ? {} : { answer_hours: Number(draft.answerHours) }),
    },
  };
}
