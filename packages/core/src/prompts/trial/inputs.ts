import type { Page, PageQuery } from '@overmind/contracts/entities/primitives';
import type { Prompt } from '@overmind/contracts/entities/prompt';
import { PromptInput, type TestInputs } from '@overmind/contracts/entities/prompt-test';
import { type Role, roles } from '@overmind/contracts/entities/user';
import { AppError, notFound } from '@overmind/contracts/errors';
import {
  type InputReader,
  listChosenInputs,
  listInputPage,
  listLatestInputs,
  type TestedInput,
} from '@overmind/db/queries/models/prompt-inputs';
import {
  listChosenPromptedRuns,
  listLatestPromptedRuns,
  listPromptedRunPage,
  type PromptedRun,
  type ToldInRun,
} from '@overmind/db/queries/models/prompted-runs';
import { findAccess } from '@overmind/db/queries/projects/members';
import { findProjectRow } from '@overmind/db/queries/projects/projects';
import type { Call } from '../../call.ts';
import type { Core } from '../../core.ts';
import { listOwnKeys } from '../../providers/own-keys.ts';
import { getPrompt } from '../read.ts';
import { readRunInput, toldInRuns } from './run-inputs.ts';
import type { Tried } from './tried.ts';

/** Inputs are what people said: to administer prompts opens no project that one does not maintain. */
function readerOf({ actor }: Call): InputReader | null {
  if (actor.kind === 'orchestrator') return null;
  if (actor.kind !== 'user') throw new AppError('forbidden', 'Only people can try prompts.');
  return { userId: actor.userId, onlyProjectId: actor.onlyProjectId };
}

/** What a prompt was used with in the caller's projects, newest first. */
export async function listPromptInputs(
  core: Core,
  call: Call,
  promptId: string,
  query: PageQuery & { project?: string | undefined },
): Promise<Page<PromptInput>> {
  const { key } = await getPrompt(core, promptId);
  const told = toldInRuns(key);
  const reader = readerOf(call);
  if (told === null) return listInputPage(core.db, promptId, reader, query);
  const { project, ...page } = query;
  const { items, next_cursor } = await listPromptedRunPage(core.db, { told, reader, project }, page);
  const read = await readRuns(core, told, items);
  return { items: read.map(({ shown }) => PromptInput.parse(shown)), next_cursor };
}

async function readRuns(core: Core, told: ToldInRun, runs: readonly PromptedRun[]): Promise<Tried[]> {
  const ownKeys = await listOwnKeys(core);
  const read: Tried[] = [];
  for (const run of runs) read.push(await readRunInput(core, told, run, ownKeys));
  return read;
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
  { id, key }: Pick<Prompt, 'id' | 'key'>,
  asked: TestInputs,
): Promise<Tried[]> {
  const reader = readerOf(call);
  const told = toldInRuns(key);
  switch (asked.kind) {
    case 'made':
      return [await madeInput(core, reader, asked)];
    case 'chosen': {
      const { ids } = asked;
      const found =
        told === null
          ? (await listChosenInputs(core.db, id, reader, ids)).map(toTried)
          : await readRuns(core, told, await listChosenPromptedRuns(core.db, { told, reader }, ids));
      if (found.length < ids.length)
        throw refused('/inputs/ids', 'Not all of these inputs are there any more. Choose them again.');
      return found;
    }
    case 'latest': {
      const { count, project_id: project } = asked;
      const found =
        told === null
          ? (await listLatestInputs(core.db, id, reader, { count, project })).map(toTried)
          : await readRuns(
              core,
              told,
              await listLatestPromptedRuns(core.db, { told, reader, project }, count),
            );
      if (found.length === 0)
        throw refused(
          '/inputs',
          `In the projects that you maintain, no ${told === null ? 'call was made with this prompt' : 'run has ended that was told this'} yet. ` +
            'Give values of your own.',
        );
      return found;
    }
  }
}

const toTried = ({ agent_id: agentId, ...shown }: TestedInput): Tried => ({ shown, agentId, told: null });

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
    ...{ agentId: null, told: null },
    shown: {
      ...{ values, privacy, project_id, project_name: project?.name ?? null },
      ...{ id: null, run: null, version: null, answered_by: null, is_cut: false, started_at: null },
    },
  };
}
