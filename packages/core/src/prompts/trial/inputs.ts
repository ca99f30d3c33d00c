import type { Page, PageQuery } from '@overmind/contracts/entities/primitives';
import type { PromptInput, TestInput, TestInputs } from '@overmind/contracts/entities/prompt-test';
import { type Role, roles } from '@overmind/contracts/entities/user';
import { AppError, notFound } from '@overmind/contracts/errors';
import {
  type InputReader,
  listChosenInputs,
  listInputPage,
  listLatestInputs,
  type TestedInput,
} from '@overmind/db/queries/models/prompt-inputs';
import { findAccess } from '@overmind/db/queries/projects/members';
import { findProjectRow } from '@overmind/db/queries/projects/projects';
import type { Call } from '../../call.ts';
import type { Core } from '../../core.ts';
import { getPrompt } from '../read.ts';

/** An input with the agent whose rules hold for it, too. */
export interface Tried {
  shown: TestInput;
  agentId: string | null;
}

/** Inputs are what people said: to administer prompts opens no project that one does not maintain. */
function readerOf({ actor }: Call): InputReader | null {
  if (actor.kind === 'orchestrator') return null;
  if (actor.kind !== 'user') throw new AppError('forbidden', 'Only people can try prompts.');
  return { userId: actor.userId, onlyProjectId: actor.onlyProjectId };
}

/** What a prompt was asked for with in the caller's projects, newest first. */
export async function listPromptInputs(
  core: Core,
  call: Call,
  promptId: string,
  query: PageQuery & { project?: string | undefined },
): Promise<Page<PromptInput>> {
  await getPrompt(core, promptId);
  return listInputPage(core.db, promptId, readerOf(call), query);
}

const refused = (pointer: string, detail: string): AppError =>
  new AppError('invalid', detail, { errors: [{ pointer, detail }] });

/**
 * The inputs of a test, newest first; at least one. Throws `invalid` where there are none such, and `not_found` for a
 * project that is not the caller's.
 */
export async function findInputs(
  core: Core,
  call: Call,
  promptId: string,
  asked: TestInputs,
): Promise<Tried[]> {
  const reader = readerOf(call);
  switch (asked.kind) {
    case 'made':
      return [await madeInput(core, reader, asked)];
    case 'chosen': {
      const found = await listChosenInputs(core.db, promptId, reader, asked.call_ids);
      if (found.length < asked.call_ids.length)
        throw refused('/inputs/call_ids', 'Not all of these inputs are there any more. Choose them again.');
      return found.map(toTried);
    }
    case 'latest': {
      const { count, project_id: project } = asked;
      const found = await listLatestInputs(core.db, promptId, reader, { count, project });
      if (found.length === 0)
        throw refused(
          '/inputs',
          'In the projects that you maintain, no call was made with this prompt yet. Give values of your own.',
        );
      return found.map(toTried);
    }
  }
}

const toTried = ({ agent_id: agentId, ...shown }: TestedInput): Tried => ({ shown, agentId });

/** It takes from a budget: that of a project, or of nobody. */
async function findPayer(core: Core, reader: InputReader | null, id: string) {
  if (reader !== null) {
    const access = await findAccess(core.db, reader.userId, 'project', id);
    if (access === null || (reader.onlyProjectId ?? id) !== id) throw notFound('project');
    requireMaintainer(access.role);
  }
  const project = await findProjectRow(core.db, id);
  if (!project) throw notFound('project');
  return project;
}

function requireMaintainer(role: Role): void {
  if (roles.indexOf(role) < roles.indexOf('maintainer'))
    throw new AppError('forbidden', `This needs the role maintainer; yours is ${role}.`);
}

async function madeInput(
  core: Core,
  reader: InputReader | null,
  { values, project_id, privacy }: Extract<TestInputs, { kind: 'made' }>,
): Promise<Tried> {
  if (project_id === null && reader !== null && reader.onlyProjectId !== null)
    throw new AppError('forbidden', 'This token is for one project only.');
  const project = project_id === null ? null : await findPayer(core, reader, project_id);
  return {
    agentId: null,
    shown: {
      ...{ values, privacy, project_id, project_name: project?.name ?? null },
      ...{ call_id: null, version: null, answered_by: null, is_cut: false, started_at: null },
    },
  };
}
