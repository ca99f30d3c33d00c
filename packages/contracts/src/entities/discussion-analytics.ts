import { z } from 'zod';
import { AgentName } from './agent.ts';
import { Micros } from './budget.ts';
import { DiscussionStatus } from './discussion.ts';
import { Timestamp } from './primitives.ts';

const Count = z.number().int().min(0);
const Measure = z.object({
  average: z.number().min(0),
  median: z.number().min(0),
  most: z.number().min(0),
});

/** How one speaker took part. */
const SpeakerFigures = z.object({
  key: AgentName,
  discussions: Count,
  turns: Count,
  skipped: Count,
  proposals: Count,
  accepted: Count.meta({ description: 'of its proposals' }),
  votes: Count,
  dissent: Count.meta({ description: 'votes against, or abstained from, what was decided' }),
});

/** Of the discussions that began in a span of time. */
export const DiscussionAnalytics = z.object({
  from: Timestamp,
  to: Timestamp,
  discussions: Count,
  by_status: z.partialRecord(DiscussionStatus, Count),
  turns: Measure.nullable().meta({ description: 'of ended ones; null where none has ended' }),
  rounds: Measure.nullable().meta({ description: 'of votes, where it came to one' }),
  active_ms_to_consensus: Measure.nullable().meta({
    description: 'of completed ones, without waiting for people',
  }),
  tokens: Count,
  cost_micros: Micros,
  decided: Count,
  with_dissent: Count.meta({ description: 'decisions that somebody voted against or abstained from' }),
  became_tasks: Count,
  by_speaker: z.array(SpeakerFigures).meta({ description: 'the 50 who took most turns' }),
  by_day: z
    .array(z.object({ day: z.iso.date(), started: Count, decided: Count, cost_micros: Micros }))
    .meta({ description: 'days (UTC) on which one began, oldest first' }),
});
export type DiscussionAnalytics = z.infer<typeof DiscussionAnalytics>;
