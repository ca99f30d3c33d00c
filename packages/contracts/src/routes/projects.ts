import { z } from 'zod';
import { Agent, AgentPatch, AgentPreset, NewAgent } from '../entities/agent.ts';
import { ImportReport } from '../entities/archive.ts';
import { Conversation, Message } from '../entities/conversation.ts';
import { Cycle } from '../entities/cycle.ts';
import { Line, PageQuery, pageOf, Uuid } from '../entities/primitives.ts';
import { NewProject, Project, ProjectCard, ProjectPatch } from '../entities/project.ts';
import { Run } from '../entities/run.ts';
import { Runner } from '../entities/runner.ts';
import { StateVersionLine } from '../entities/state.ts';
import { Task, TaskStatus } from '../entities/task.ts';
import { TrialStep } from '../frames/questions.ts';
import { defineRoute, IdParams, ofProject } from './route.ts';

const signedIn = { kind: 'signed_in' } as const;

export const createProject = defineRoute({
  id: 'projects.create',
  method: 'POST',
  path: '/projects',
  summary: 'Make a project, with its preset agents',
  policy: signedIn,
  body: NewProject,
  response: Project,
  status: 201,
});
export const listProjects = defineRoute({
  id: 'projects.list',
  method: 'GET',
  path: '/projects',
  summary: 'Projects you are a member of, latest activity first; by a token of one project that one alone',
  policy: { ...signedIn, isForProjectTokens: true },
  query: z.strictObject({
    ...PageQuery.shape,
    q: z.string().max(200).optional(),
    archived: z.enum(['true', 'false']).default('false'),
  }),
  response: pageOf(ProjectCard),
});
export const getProject = defineRoute({
  id: 'projects.get',
  method: 'GET',
  path: '/projects/:id',
  summary: 'One project',
  policy: ofProject('viewer'),
  params: IdParams,
  response: Project,
});
export const updateProject = defineRoute({
  id: 'projects.update',
  method: 'PATCH',
  path: '/projects/:id',
  summary: 'Change a project or its settings',
  policy: ofProject('maintainer'),
  params: IdParams,
  body: ProjectPatch,
  response: Project,
});
export const deleteProject = defineRoute({
  id: 'projects.delete',
  method: 'DELETE',
  path: '/projects/:id',
  summary: 'Delete a project and all that it holds; its repositories are not touched',
  policy: ofProject('owner'),
  params: IdParams,
});
export const exportProject = defineRoute({
  id: 'projects.export',
  method: 'GET',
  path: '/projects/:id/export',
  summary: 'The whole project as one archive (gzipped tar); secrets and members stay here',
  policy: ofProject('owner'),
  params: IdParams,
  responseKind: 'bytes',
});
export const importProject = defineRoute({
  id: 'projects.import',
  method: 'POST',
  path: '/projects/import',
  summary: 'Make a project from an archive; nothing of a refused archive stays',
  policy: signedIn,
  query: z.strictObject({
    name: Line(100).optional(),
    ids: z.enum(['auto', 'keep', 'remap']).default('auto').meta({
      description: 'keep refuses when an id is taken; auto keeps them when all are free',
    }),
  }),
  bodyKind: 'bytes',
  response: ImportReport,
  status: 201,
});
export const archiveProject = defineRoute({
  id: 'projects.archive',
  method: 'POST',
  path: '/projects/:id/archive',
  summary: 'Put a project away; nothing runs in it',
  policy: ofProject('owner'),
  params: IdParams,
  response: Project,
});
export const unarchiveProject = defineRoute({
  id: 'projects.unarchive',
  method: 'POST',
  path: '/projects/:id/unarchive',
  summary: 'Take a project back out',
  policy: ofProject('owner'),
  params: IdParams,
  response: Project,
});

/** All that the dashboard shows first, true at event number `seq`; live events go on from there. */
export const Snapshot = z.object({
  seq: z.number().int(),
  project: Project,
  agents: z.array(Agent),
  tasks: z.array(Task).meta({ description: 'open tasks and the latest finished, at most 300 a status' }),
  task_counts: z.record(TaskStatus, z.number().int()),
  runs: z.array(Run).meta({ description: 'live runs, then the latest 30 that ended' }),
  runners: z.array(Runner),
  conversation: Conversation.meta({ description: 'the newest chat' }),
  messages: z.array(Message).meta({ description: 'its latest 100, oldest first' }),
  state: StateVersionLine.nullable(),
  cycle: Cycle.nullable(),
});
export type Snapshot = z.infer<typeof Snapshot>;
export const getSnapshot = defineRoute({
  id: 'projects.snapshot',
  method: 'GET',
  path: '/projects/:id/snapshot',
  summary: 'What the dashboard shows, with the event number it is true at',
  policy: ofProject('viewer'),
  params: IdParams,
  response: Snapshot,
});

export const listAgentPresets = defineRoute({
  id: 'agents.presets',
  method: 'GET',
  path: '/agent-presets',
  summary: 'The agents a new project begins with',
  policy: { ...signedIn, isForProjectTokens: true },
  response: z.object({ items: z.array(AgentPreset), next_cursor: z.null() }),
});
export const listAgents = defineRoute({
  id: 'agents.list',
  method: 'GET',
  path: '/projects/:id/agents',
  summary: "A project's agents",
  policy: ofProject('viewer'),
  params: IdParams,
  response: z.object({ items: z.array(Agent), next_cursor: z.null() }),
});
export const createAgent = defineRoute({
  id: 'agents.create',
  method: 'POST',
  path: '/projects/:id/agents',
  summary: 'Add an agent, or replace the preset agent of the same name',
  policy: ofProject('maintainer'),
  params: IdParams,
  body: NewAgent,
  response: Agent,
  status: 201,
});
export const getAgent = defineRoute({
  id: 'agents.get',
  method: 'GET',
  path: '/agents/:id',
  summary: 'One agent',
  policy: ofProject('viewer', 'agent'),
  params: IdParams,
  response: Agent,
});
export const updateAgent = defineRoute({
  id: 'agents.update',
  method: 'PATCH',
  path: '/agents/:id',
  summary: 'Change an agent; live runs keep the configuration they began with',
  policy: ofProject('maintainer', 'agent'),
  params: IdParams,
  body: AgentPatch,
  response: Agent,
});
export const deleteAgent = defineRoute({
  id: 'agents.delete',
  method: 'DELETE',
  path: '/agents/:id',
  summary: 'Remove an agent that has no live run',
  policy: ofProject('maintainer', 'agent'),
  params: IdParams,
});
/** What a runner found out about an agent without giving it any work. */
export const AgentTrial = z.object({
  runner_id: Uuid,
  steps: z.array(TrialStep),
});
export type AgentTrial = z.infer<typeof AgentTrial>;
export const testAgent = defineRoute({
  id: 'agents.test',
  method: 'POST',
  path: '/agents/:id/test',
  summary:
    'A dry run: whether all that the agent needs is there. Nothing is worked on or changed; takes up to a minute',
  policy: ofProject('maintainer', 'agent'),
  params: IdParams,
  response: AgentTrial,
});
