import { PlannedTask } from '@overmind/contracts/entities/request';
import { findNewestChat } from '@overmind/db/queries/talk/conversations';
import { insertRequest } from '@overmind/db/queries/work/requests';
import type { z } from 'zod';
import type { Core } from '../core.ts';
import { requestCycle } from '../cycles/request.ts';
import { write } from '../write.ts';
import type { MadeProject } from './makers.ts';

/** One piece of understood work for the agent that the project was made with. */
export const plannedTask = (title: string, fields: Partial<z.input<typeof PlannedTask>> = {}) =>
  PlannedTask.parse({
    ...{ title, type: 'code_change', description: title, acceptance_criteria: [], priority: 3 },
    ...{ agent: 'backend', depends_on: [], ...fields },
  });

/** A request as it stands when it was understood and waits for a cycle. Answers its id. */
export async function makeRequest(
  core: Core,
  { owner, project }: Pick<MadeProject, 'owner' | 'project'>,
  planned: unknown[],
  text = 'Do it',
): Promise<string> {
  const chat = await findNewestChat(core.db, project.id);
  return write(core, owner, async (w) => {
    const request = await insertRequest(w.tx, {
      ...{ project_id: project.id, source: 'chat', conversation_id: chat?.id ?? null, message_id: null },
      ...{ text, intent: 'create_tasks', hints: JSON.stringify({ planned }), status: 'received' },
      created_by_user_id: owner.userId,
    });
    requestCycle(w, project.id, 'input');
    return request.id;
  });
}
