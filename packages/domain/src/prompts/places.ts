import { speakerPlace } from '../discussions/prompts/speaker.ts';
import { summaryPlace } from '../discussions/prompts/summary.ts';
import { plannerPlace } from '../planner/prompt.ts';
import { codingAgentPlace } from '../runs/prompts/coding-agent.ts';
import { reportPlace } from '../runs/prompts/report.ts';
import { reviewerPlace } from '../runs/prompts/reviewer.ts';
import type { PromptPlace } from './place.ts';

/** All places where the program tells a model something in words that people may write anew. */
export const promptPlaces: readonly PromptPlace[] = [
  ...[plannerPlace, speakerPlace, summaryPlace],
  ...[codingAgentPlace, reportPlace, reviewerPlace],
];

/** Null for a template that people made and the program itself does not use. */
export const findPlace = (key: string): PromptPlace | null =>
  promptPlaces.find(({ prompt }) => prompt.key === key) ?? null;
