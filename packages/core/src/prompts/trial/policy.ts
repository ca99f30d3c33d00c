import { ModelPolicy } from '@overmind/contracts/entities/model';
import type { PromptTest } from '@overmind/contracts/entities/prompt-test';
import { findProjectRow, settingsOf } from '@overmind/db/queries/projects/projects';
import { strictestPrivacy } from '@overmind/domain/models/privacy';
import { plannerPrompt } from '@overmind/domain/planner/prompt';
import type { Core } from '../../core.ts';
import type { Tried } from './tried.ts';

interface Asked {
  /** Of the prompt. */
  key: string;
  input: Tried;
  terms: Pick<PromptTest, 'prefer'>;
}

const mostPreferred = 20;

/**
 * What held for the earlier call holds for this one, and so does what its project by now asks of the models for this
 * prompt. The rules that hold for all its work are laid over it where the call is made.
 */
export async function policyOf(core: Core, { key, input: { shown }, terms }: Asked): Promise<ModelPolicy> {
  const { project_id, privacy, answered_by } = shown;
  const wanted = terms.prefer.length > 0 || answered_by === null ? terms.prefer : [answered_by];
  const own = await findOwnPolicy(core, key, project_id);
  if (own === null) return ModelPolicy.parse({ privacy, prefer: wanted });
  const free = own.only_preferred ? wanted.filter((ref) => own.prefer.includes(ref)) : wanted;
  const prefer = [...new Set([...free, ...own.prefer])].slice(0, mostPreferred);
  return { ...own, privacy: strictestPrivacy([own.privacy, privacy]), prefer };
}

/** What a project says of the models for a prompt; null where it says nothing. */
async function findOwnPolicy(core: Core, key: string, projectId: string | null): Promise<ModelPolicy | null> {
  if (key !== plannerPrompt.key || projectId === null) return null;
  const project = await findProjectRow(core.db, projectId);
  return project ? settingsOf(project).planner.policy : null;
}
