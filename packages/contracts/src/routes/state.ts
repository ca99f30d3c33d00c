import { z } from 'zod';
import { PageQuery, pageOf, Uuid } from '../entities/primitives.ts';
import {
  StateBlame,
  StateCopy,
  StateDiff,
  StateEdit,
  StateRollback,
  StateVersion,
  StateVersionLine,
} from '../entities/state.ts';
import { alsoForAgents, defineRoute, IdParams, ofProject } from './route.ts';

const VersionNumber = z.coerce.number().int().min(1);

export const getLatestState = defineRoute({
  id: 'state.latest',
  method: 'GET',
  path: '/projects/:id/state/latest',
  summary: 'The latest state version',
  policy: alsoForAgents('viewer', 'project'),
  params: IdParams,
  response: StateVersion,
});
export const listStateVersions = defineRoute({
  id: 'state.list',
  method: 'GET',
  path: '/projects/:id/state',
  summary: 'State versions, newest first, without their content',
  policy: ofProject('viewer'),
  params: IdParams,
  query: z.strictObject(PageQuery.shape),
  response: pageOf(StateVersionLine),
});
export const getStateVersion = defineRoute({
  id: 'state.get',
  method: 'GET',
  path: '/projects/:id/state/:version',
  summary: 'One state version',
  policy: ofProject('viewer'),
  params: z.strictObject({ id: Uuid, version: VersionNumber }),
  response: StateVersion,
});
export const diffStates = defineRoute({
  id: 'state.diff',
  method: 'GET',
  path: '/projects/:id/state/diff',
  summary: 'What changed between two state versions',
  policy: ofProject('viewer'),
  params: IdParams,
  query: z.strictObject({ from: VersionNumber, to: VersionNumber }),
  response: StateDiff,
});
export const blameState = defineRoute({
  id: 'state.blame',
  method: 'GET',
  path: '/projects/:id/state/:version/blame',
  summary: 'Which version brought each line',
  policy: ofProject('viewer'),
  params: z.strictObject({ id: Uuid, version: VersionNumber }),
  response: StateBlame,
});
export const getStateCopy = defineRoute({
  id: 'state.copy',
  method: 'GET',
  path: '/projects/:id/state/copy',
  summary: 'Whether the Git copy of the state document agrees with the database',
  policy: ofProject('viewer'),
  params: IdParams,
  response: StateCopy,
});
export const editState = defineRoute({
  id: 'state.edit',
  method: 'POST',
  path: '/projects/:id/state',
  summary: 'Store an edit of the notes; generated sections must be as they were',
  policy: ofProject('maintainer'),
  params: IdParams,
  body: StateEdit,
  response: StateVersion,
  status: 201,
});
export const rollbackState = defineRoute({
  id: 'state.rollback',
  method: 'POST',
  path: '/projects/:id/state/rollback',
  summary: 'Make a new version with the notes and project settings of an old one',
  policy: ofProject('maintainer'),
  params: IdParams,
  body: StateRollback,
  response: StateVersion,
  status: 201,
});
