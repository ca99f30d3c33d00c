import type { ModelPrivacy, ModelRules } from '@overmind/contracts/entities/model';
import { ModelWork } from '@overmind/contracts/entities/model-work';
import { ProjectSettings } from '@overmind/contracts/entities/project';
import { findWorkRules, type WorkRules } from '@overmind/db/queries/models/privacy';
import { strictestPrivacy } from '@overmind/domain/models/privacy';
import { refsOf, underRules } from '@overmind/domain/models/rules';
import type { Policies } from '@overmind/models/ports';
import { rulesForRepository } from '@overmind/models/repository-rules';
import type { Core } from '../core.ts';

/**
 * Whatever a call asks for, the rules of its project, its repository, its agent and its kind of work hold for it too, and
 * the strictest privacy of all counts. A call that names no models goes to those of its agent.
 */
export const policiesOf = (core: () => Core): Policies => ({
  async holdingFor(scope, policy) {
    const rules = await findWorkRules(core().db, scope);
    // A project that is gone can loosen nothing any more.
    const isForsaken = rules.settings === null && scope.project_id !== null;
    const settings = rules.settings === null ? null : ProjectSettings.parse(rules.settings);
    const ofAll = isForsaken ? 'local_only' : strictestPrivacy(await callRules(rules, settings));
    const own = underRules(policy, { privacy: ofAll });
    return underRules(underRules(own, agentRules(rules)), settings && workRules(settings, scope.purpose));
  },
});

const agentRules = ({ agent_config }: WorkRules): ModelRules | undefined => {
  const own = agent_config?.model_policy;
  return own && { ...own, prefer: refsOf(own) };
};

/** What the settings of a project say about models for one kind of work. */
export function workRules({ model_rules }: ProjectSettings, work: string): ModelRules | undefined {
  const named = ModelWork.safeParse(work);
  return named.success ? model_rules[named.data] : undefined;
}

async function callRules(
  { default_repo_path, agent_config }: WorkRules,
  settings: ProjectSettings | null,
): Promise<ModelPrivacy[]> {
  if (settings === null) return [];
  return projectRules(settings, agent_config?.repo_path ?? default_repo_path);
}

/** What the settings of a project say about models for work in one of its repositories. */
export async function projectRules(
  { model_privacy, repository_privacy }: ProjectSettings,
  repository: string | null,
): Promise<ModelPrivacy[]> {
  return [
    model_privacy,
    ...(repository === null ? [] : await rulesForRepository(repository_privacy, repository)),
  ];
}
