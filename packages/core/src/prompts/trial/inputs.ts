import type { Page, PageQuery } from '@overmind/contracts/entities/primitives';
import type { PromptInput, TestInput, TestInputs } from '@overmind/contracts/entities/prompt-test';
import { AppError } from '@overmind/contracts/errors';
import {
  listChosenInputs,
  listInputPage,
  listLatestInputs,
  type TestedInput,
} from '@overmind/db/queries/models/prompt-inputs';
import { findProjectRow } from '@overmind/db/queries/projects/projects';
import type { Core } from '../../core.ts';
import { getPrompt } from '../read.ts';

/** An input with the agent whose rules hold for it, too. */
export interface Tried {
  shown: TestInput;
  agentId: string | null;
}

/** What a prompt was asked for with, newest first. */
export async function listPromptInputs(
  core: Core,
  promptId: string,
  query: PageQuery & { project?: string | undefined },
): Promise<Page<PromptInput>> {
  await getPrompt(core, promptId);
  return listInputPage(core.db, promptId, query);
}

const refused = (pointer: string, detail: string): AppError =>
  new AppError('invalid', detail, { errors: [{ pointer, detail }] });

/** The inputs of a test, newest first; at least one. Throws `invalid` where there are none such. */
export async function findInputs(core: Core, promptId: string, asked: TestInputs): Promise<Tried[]> {
  switch (asked.kind) {
    case 'made':
      return [await madeInput(core, asked)];
    case 'chosen': {
      const found = await listChosenInputs(core.db, promptId, asked.call_ids);
      if (found.length < asked.call_ids.length)
        throw refused('/inputs/call_ids', 'Not all of these inputs are there any more. Choose them again.');
      return found.map(toTried);
    }
    case 'latest': {
      const { count, project_id: project } = asked;
      const found = await listLatestInputs(core.db, promptId, { count, project });
      if (found.length === 0)
        throw refused(
          '/inputs',
          'No call was made with this prompt yet that could be tried again. Give values of your own.',
        );
      return found.map(toTried);
    }
  }
}

const toTried = ({ agent_id: agentId, ...shown }: TestedInput): Tried => ({ shown, agentId });

async function madeInput(
  core: Core,
  { values, project_id, privacy }: Extract<TestInputs, { kind: 'made' }>,
): Promise<Tried> {
  const project = project_id === null ? null : await findProjectRow(core.db, project_id);
  if (project_id !== null && !project) throw refused('/inputs/project_id', 'There is no such project.');
  return {
    agentId: null,
    shown: {
      ...{ values, privacy, project_id, project_name: project?.name ?? null },
      ...{ call_id: null, version: null, answered_by: null, is_cut: false, started_at: null },
    },
  };
}
