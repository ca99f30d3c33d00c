import type { ModelCallScope } from '@overmind/contracts/entities/model';
import type { PromptUse } from '@overmind/contracts/entities/model-call';
import { sql } from 'kysely';
import type { Tx } from '../../database.ts';

/**
 * The scope of a call with null for each thing that is no more. What is still there stays until the transaction ends;
 * it is held in the order in which all hold it.
 */
export async function findKnownScope(tx: Tx, scope: ModelCallScope): Promise<ModelCallScope> {
  const project_id = await findKnownProject(tx, scope.project_id);
  const task_id = await keep(tx, 'tasks', scope.task_id);
  const run_id = await keep(tx, 'agent_runs', scope.run_id);
  const agent_id = await keep(tx, 'agents', scope.agent_id);
  const discussion_id = await keep(tx, 'conversations', scope.discussion_id);
  return { ...scope, project_id, task_id, run_id, agent_id, discussion_id };
}

/** The project of a call, which holds its budgets; null when it is no more. */
export const findKnownProject = (tx: Tx, id: string | null): Promise<string | null> =>
  keep(tx, 'projects', id);

/** The same for the prompt that it was made with. */
export async function findKnownPrompt(
  tx: Tx,
  { prompt_version_id, experiment_id }: PromptUse,
): Promise<Pick<PromptUse, 'prompt_version_id' | 'experiment_id'>> {
  return {
    prompt_version_id: await keep(tx, 'prompt_versions', prompt_version_id),
    experiment_id: await keep(tx, 'prompt_experiments', experiment_id),
  };
}

type Owner =
  | ('projects' | 'tasks' | 'agent_runs' | 'agents' | 'conversations')
  | ('prompt_versions' | 'prompt_experiments');

async function keep(tx: Tx, table: Owner, id: string | null): Promise<string | null> {
  if (id === null) return null;
  const { rows } = await sql`select 1 from ${sql.table(table)} where id = ${id} for key share`.execute(tx);
  return rows.length === 0 ? null : id;
}
