import { z } from 'zod';
import { PageQuery, pageOf, Uuid } from '../entities/primitives.ts';
import { PromptInput, PromptTest } from '../entities/prompt-test.ts';
import { defineRoute, IdParams } from './route.ts';

const admin = { kind: 'admin' } as const;

export const listPromptInputs = defineRoute({
  id: 'prompts.inputs.list',
  method: 'GET',
  path: '/prompts/:id/inputs',
  summary:
    'What earlier calls or runs were made with, newest first: those of projects that you maintain, or of none',
  policy: admin,
  params: IdParams,
  query: z.strictObject({
    ...PageQuery.shape,
    limit: z.coerce.number().int().min(1).max(50).default(50),
    project: Uuid.optional(),
  }),
  response: pageOf(PromptInput),
});
export const testPrompt = defineRoute({
  id: 'prompts.test',
  method: 'POST',
  path: '/prompts/:id/test',
  summary:
    'Try versions or a draft on earlier inputs, without tools: lines of JSON (TestLine) as it goes, the last of type "end"',
  policy: admin,
  scope: 'admin',
  params: IdParams,
  body: PromptTest,
  responseKind: 'bytes',
});
