import { z } from 'zod';
import { commaList, PageQuery, pageOf, Uuid } from '../entities/primitives.ts';
import {
  NewSpec,
  Spec,
  SpecPatch,
  SpecPhase,
  SpecPhaseChange,
  SpecPhaseEdit,
  SpecPhaseName,
  SpecPhaseRejection,
  SpecPhaseVersion,
  SpecPhaseVersionLine,
  SpecStatus,
} from '../entities/spec.ts';
import { defineRoute, IdParams, ofProject } from './route.ts';

const of = (role: 'viewer' | 'operator') => ofProject(role, 'spec');
const PhaseParams = z.strictObject({ id: Uuid, phase: SpecPhaseName });

export const createSpec = defineRoute({
  id: 'specs.create',
  method: 'POST',
  path: '/projects/:id/specs',
  summary: 'Begin a spec: a goal whose phases are then written and approved one after the other',
  policy: ofProject('operator'),
  params: IdParams,
  body: NewSpec,
  response: Spec,
  status: 201,
});
export const listSpecs = defineRoute({
  id: 'specs.list',
  method: 'GET',
  path: '/projects/:id/specs',
  summary: 'Specs, newest first',
  policy: ofProject('viewer'),
  params: IdParams,
  query: z.strictObject({
    ...PageQuery.shape,
    status: commaList(SpecStatus).optional(),
    archived: z
      .enum(['true', 'false'])
      .default('false')
      .meta({ description: 'only those that were put away' }),
  }),
  response: pageOf(Spec),
});
export const getSpec = defineRoute({
  id: 'specs.get',
  method: 'GET',
  path: '/specs/:id',
  summary: 'One spec, and where each of its phases stands',
  policy: of('viewer'),
  params: IdParams,
  response: Spec,
});
export const updateSpec = defineRoute({
  id: 'specs.update',
  method: 'PATCH',
  path: '/specs/:id',
  summary: 'Change the title or goal of a spec',
  policy: of('operator'),
  params: IdParams,
  body: SpecPatch,
  response: Spec,
});
export const archiveSpec = defineRoute({
  id: 'specs.archive',
  method: 'POST',
  path: '/specs/:id/archive',
  summary: 'Put a spec away: it stays readable, and nobody writes in it until it is taken back',
  policy: of('operator'),
  params: IdParams,
  response: Spec,
});
export const unarchiveSpec = defineRoute({
  id: 'specs.unarchive',
  method: 'POST',
  path: '/specs/:id/unarchive',
  summary: 'Take a spec that was put away back among the others',
  policy: of('operator'),
  params: IdParams,
  response: Spec,
});
export const getSpecPhase = defineRoute({
  id: 'specs.phases.get',
  method: 'GET',
  path: '/specs/:id/phases/:phase',
  summary: 'What one phase says',
  policy: of('viewer'),
  params: PhaseParams,
  response: SpecPhase,
});
export const putSpecPhase = defineRoute({
  id: 'specs.phases.put',
  method: 'PUT',
  path: '/specs/:id/phases/:phase',
  summary:
    'Write a phase. Another text than before is a new version, takes an approval of the phase back and re-opens later ones; ' +
    'If-Match with the version that the text began from refuses to write over what came since',
  policy: of('operator'),
  params: PhaseParams,
  body: SpecPhaseEdit,
  response: SpecPhaseChange,
});
export const approveSpecPhase = defineRoute({
  id: 'specs.phases.approve',
  method: 'POST',
  path: '/specs/:id/phases/:phase/approve',
  summary:
    'Approve what a phase says, once those before it are approved; a `notice` says when its text is unchanged since it was sent back. ' +
    'If-Match names the version that was read',
  policy: of('operator'),
  params: PhaseParams,
  response: SpecPhaseChange,
});
export const rejectSpecPhase = defineRoute({
  id: 'specs.phases.reject',
  method: 'POST',
  path: '/specs/:id/phases/:phase/reject',
  summary: 'Send a phase back to be written anew, approved or not; later phases are re-opened',
  policy: of('operator'),
  params: PhaseParams,
  body: SpecPhaseRejection.prefault({}),
  response: SpecPhaseChange,
});
export const listSpecPhaseVersions = defineRoute({
  id: 'specs.phases.versions.list',
  method: 'GET',
  path: '/specs/:id/phases/:phase/versions',
  summary: 'Versions of what a phase says, newest first, without their texts',
  policy: of('viewer'),
  params: PhaseParams,
  query: z.strictObject(PageQuery.shape),
  response: pageOf(SpecPhaseVersionLine),
});
export const getSpecPhaseVersion = defineRoute({
  id: 'specs.phases.versions.get',
  method: 'GET',
  path: '/specs/:id/phases/:phase/versions/:version',
  summary: 'One version of what a phase says',
  policy: of('viewer'),
  params: PhaseParams.extend({ version: z.coerce.number().int().min(1).max(1_000_000) }),
  response: SpecPhaseVersion,
});
