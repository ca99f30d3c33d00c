import { z } from 'zod';
import { Cycle, CyclePreview, RunCycle } from '../entities/cycle.ts';
import { PageQuery, pageOf, Uuid } from '../entities/primitives.ts';
import { defineRoute, IdParams, ofProject } from './route.ts';

export const runOrchestrator = defineRoute({
  id: 'orchestrator.run',
  method: 'POST',
  path: '/projects/:id/orchestrator/run',
  summary: 'Ask for a cycle; one that already waits is given back',
  policy: ofProject('operator'),
  params: IdParams,
  body: RunCycle.optional(),
  response: z.object({ accepted: z.boolean(), cycle_id: Uuid }),
  status: 202,
});
export const listCycles = defineRoute({
  id: 'orchestrator.runs.list',
  method: 'GET',
  path: '/projects/:id/orchestrator/runs',
  summary: 'Cycles, newest first',
  policy: ofProject('viewer'),
  params: IdParams,
  query: z.strictObject(PageQuery.shape),
  response: pageOf(Cycle),
});
export const getCycle = defineRoute({
  id: 'orchestrator.runs.get',
  method: 'GET',
  path: '/orchestrator/runs/:id',
  summary: 'One cycle',
  policy: ofProject('viewer', 'cycle'),
  params: IdParams,
  response: Cycle,
});
export const previewCycle = defineRoute({
  id: 'orchestrator.preview',
  method: 'POST',
  path: '/projects/:id/orchestrator/preview',
  summary: 'What a cycle would do now; nothing is changed',
  policy: ofProject('viewer'),
  scope: 'read',
  params: IdParams,
  response: CyclePreview,
});
