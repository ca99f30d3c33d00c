import { z } from 'zod';
import { AgentName } from '../entities/agent.ts';
import { PersonaEdit, PersonaVersion, ProjectPersona } from '../entities/persona.ts';
import { PageQuery, pageOf, Uuid } from '../entities/primitives.ts';
import { defineRoute, IdParams, ofProject } from './route.ts';

const PersonaParams = z.strictObject({ id: Uuid, key: AgentName });

export const listPersonas = defineRoute({
  id: 'personas.list',
  method: 'GET',
  path: '/projects/:id/personas',
  summary: 'Who can take part in discussions of a project: the built-in personas, then its own',
  policy: ofProject('viewer'),
  params: IdParams,
  response: z.object({ items: z.array(ProjectPersona), next_cursor: z.null() }),
});
export const getPersona = defineRoute({
  id: 'personas.get',
  method: 'GET',
  path: '/projects/:id/personas/:key',
  summary: 'One persona',
  policy: ofProject('viewer'),
  params: PersonaParams,
  response: ProjectPersona,
});
export const putPersona = defineRoute({
  id: 'personas.put',
  method: 'PUT',
  path: '/projects/:id/personas/:key',
  summary: 'Add a persona, or write its next version; discussions that have begun keep theirs',
  policy: ofProject('maintainer'),
  params: PersonaParams,
  body: PersonaEdit,
  response: ProjectPersona,
});
export const resetPersona = defineRoute({
  id: 'personas.reset',
  method: 'POST',
  path: '/projects/:id/personas/:key/reset',
  summary: 'Make a built-in persona what it began as, as its next version',
  policy: ofProject('maintainer'),
  params: PersonaParams,
  response: ProjectPersona,
});
export const deletePersona = defineRoute({
  id: 'personas.delete',
  method: 'DELETE',
  path: '/projects/:id/personas/:key',
  summary: 'Remove a persona of the project with its versions; built-in ones can only be disabled',
  policy: ofProject('maintainer'),
  params: PersonaParams,
});
export const listPersonaVersions = defineRoute({
  id: 'personas.versions',
  method: 'GET',
  path: '/projects/:id/personas/:key/versions',
  summary: 'Versions of a persona, newest first',
  policy: ofProject('viewer'),
  params: PersonaParams,
  query: z.strictObject(PageQuery.shape),
  response: pageOf(PersonaVersion),
});
