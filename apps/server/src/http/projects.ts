import type { Readable } from 'node:stream';
import * as routes from '@overmind/contracts/routes/projects';
import { createAgent, getAgent, listAgents, removeAgent, updateAgent } from '@overmind/core/agents/change';
import { testAgent } from '@overmind/core/agents/test';
import { exportProject } from '@overmind/core/archives/export';
import { importProject } from '@overmind/core/archives/import';
import { Turns } from '@overmind/core/archives/turns';
import type { Core } from '@overmind/core/core';
import { createProject } from '@overmind/core/projects/create';
import { getProject, getSnapshot, listProjects } from '@overmind/core/projects/read';
import { deleteProject, setArchived, updateProject } from '@overmind/core/projects/update';
import { presetAgents } from '@overmind/domain/agents/presets';
import { version } from '../version.ts';
import { type Handler, on, wholeList } from './handle.ts';

/** Each holds a connection and room on the disk. */
const archivesAtOnce = 2;

const archiveHandlers = (core: Core, turns: Turns): Handler[] => [
  on(routes.exportProject, async ({ call, params, reply }) => {
    const made = await turns.take(() => exportProject(core, call, params.id, version));
    await reply
      .type('application/gzip')
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename="${made.fileName}"`)
      .send(made.content);
  }),
  on(routes.importProject, ({ call, query, raw }) => {
    const content = raw.body as Readable;
    // What is left of a refused archive is read, so that its sender hears why.
    return turns.take(() => importProject(core, call, content, query)).finally(() => content.resume());
  }),
];

export const projectHandlers = (core: Core): Handler[] => [
  on(routes.createProject, ({ call, body }) => createProject(core, call, body)),
  on(routes.listProjects, ({ call, query }) =>
    listProjects(core, call, { ...query, archived: query.archived === 'true' }),
  ),
  on(routes.getProject, ({ call, params }) => getProject(core, call, params.id)),
  on(routes.updateProject, ({ call, params, body }) => updateProject(core, call, params.id, body)),
  on(routes.deleteProject, ({ call, params }) => deleteProject(core, call, params.id)),
  ...archiveHandlers(core, new Turns(archivesAtOnce)),
  on(routes.archiveProject, ({ call, params }) => setArchived(core, call, params.id, true)),
  on(routes.unarchiveProject, ({ call, params }) => setArchived(core, call, params.id, false)),
  on(routes.getSnapshot, ({ call, params }) => getSnapshot(core, call, params.id)),
  on(routes.listAgentPresets, () => ({ items: presetAgents(null, null), next_cursor: null })),
  on(routes.listAgents, ({ params }) => wholeList(listAgents(core, params.id))),
  on(routes.createAgent, ({ call, params, body }) => createAgent(core, call, params.id, body)),
  on(routes.getAgent, ({ params }) => getAgent(core, params.id)),
  on(routes.updateAgent, ({ call, params, body }) => updateAgent(core, call, params.id, body)),
  on(routes.testAgent, ({ params }) => testAgent(core, params.id)),
  on(routes.deleteAgent, ({ call, params }) => removeAgent(core, call, params.id)),
];
