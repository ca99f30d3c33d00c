import type { OutcomeMeasure } from '@overmind/contracts/entities/prompt';

interface Measured {
  /** What gets an arm, and when it is counted. */
  subject: string;
  /** What is counted by itself; the rest is told to the API. */
  better: Partial<Record<OutcomeMeasure, string>>;
}

const rating = 'of 5 on average, as people rate it; more is better';

const ofDiscussions: Measured = {
  subject:
    'Each discussion gets one arm. When it ends, the program counts whether it decided, how many replies were not taken, and what it cost. People rate it in its room, under the outcome.',
  better: {
    accepted: 'share of discussions that came to a decision; more is better',
    retried: 'replies that were not taken, on average; fewer is better',
    cost: 'of a discussion on average; less is better',
    rating,
  },
};
const ofRuns: Measured = {
  subject:
    'Each task gets one arm, for all its runs. When it is done, has failed or is canceled for the first time, the program counts that, its further runs and what they cost. People rate its result where they review it.',
  better: {
    accepted: 'share of tasks that were done; more is better',
    retried: 'runs after the first one, without those stopped from outside, on average; fewer is better',
    cost: 'of all runs of a task on average; less is better',
    rating,
  },
};
const ofReviews: Measured = {
  subject:
    'Each task gets one arm, for all its reviews. When a person first approves a result or asks for changes, the program counts whether that agrees with the reviewers. People rate its result where they review it.',
  better: {
    accepted: 'share of reviews that a person did not overrule; more is better',
    retried: 'as told to the API; fewer is better',
    cost: 'of the reviews of a task on average; less is better',
    rating,
  },
};

const ofRequests: Measured = {
  subject:
    'Each request that the model is asked about gets one arm. When the last of its tasks has ended, the program counts whether none of them was canceled, how many of them people changed or asked for again, and what the planning cost.',
  better: {
    accepted: 'share of requests of which no task was canceled; more is better',
    retried: 'tasks that were changed or asked for again, on average; fewer is better',
    cost: 'of planning a request on average; less is better',
    rating: 'of 5 on average, as told to the API; more is better',
  },
};

const measured: Readonly<Record<string, Measured>> = {
  'planner.requests': ofRequests,
  'discussion.speaker': ofDiscussions,
  'discussion.summary': ofDiscussions,
  'run.coding-agent': ofRuns,
  'run.report': ofRuns,
  'run.reviewer': ofReviews,
};

/** Null for a template of which the program counts nothing by itself. */
export const measuresOf = (key: string): Measured | null =>
  Object.hasOwn(measured, key) ? (measured[key] ?? null) : null;
