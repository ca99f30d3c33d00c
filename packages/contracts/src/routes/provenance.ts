import { z } from 'zod';
import { Provenance } from '../entities/provenance.ts';
import { defineRoute, IdParams, ofProject } from './route.ts';

export const explainLine = defineRoute({
  id: 'provenance.line',
  method: 'GET',
  path: '/projects/:id/why',
  summary: 'From a line of code back to the run, the task, the request and the message that asked for it',
  policy: ofProject('viewer'),
  params: IdParams,
  query: z.strictObject({
    path: z.string().min(1).max(4_096).meta({ description: 'inside the repository' }),
    line: z.coerce.number().int().min(1).max(10_000_000),
    revision: z.string().max(255).optional().meta({ description: 'the base branch when absent' }),
    repo_path: z.string().max(4_096).optional().meta({ description: "the project's when absent" }),
  }),
  response: Provenance,
});
