import type { RunJob } from '@overmind/contracts/entities/run';
import { reportPlace, reportValues } from '@overmind/domain/runs/prompts/report';
import { type TaskWords, wordsOf } from '../words.ts';

/** What the model is told: before the task, and the task. */
export const reportPrompt = (job: RunJob): TaskWords =>
  wordsOf(reportPlace, job.prompts.work, reportValues(job));

export const reportReminder = 'You have not handed in a report. Call submit_report now with what you know.';
