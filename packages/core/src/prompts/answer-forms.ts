import { plannerPrompt } from '@overmind/domain/planner/prompt';
import { PlannerReading } from '@overmind/domain/planner/reading';
import type { z } from 'zod';

/** What answers to a prompt are read as; where nothing reads them by a form, any text is one. */
const forms: ReadonlyMap<string, z.ZodType> = new Map([[plannerPrompt.key, PlannerReading]]);

export const answerFormOf = (promptKey: string): z.ZodType | null => forms.get(promptKey) ?? null;
