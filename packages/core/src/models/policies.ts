import { ModelPolicy, type ModelPrivacy, ModelRef } from '@overmind/contracts/entities/model';
import { ProjectSettings } from '@overmind/contracts/entities/project';
import { findWorkRules, type WorkRules } from '@overmind/db/queries/models/privacy';
import { strictestPrivacy } from '@overmind/domain/models/privacy';
import type { Policies } from '@overmind/models/ports';
import { rulesForRepository } from '@overmind/models/repository-rules';
import type { Core } from '../core.ts';

/**
 * Whatever a call asks for, the rules of its project, its repository and its agent hold for it too, and the strictest of
 * all counts. A call that names no models goes to those of its agent.
 */
export const policiesOf = (core: () => Core): Policies => ({
  async holdingFor(scope, policy) {
    const rules = await findWorkRules(core().db, scope);
    // A project that is gone can loosen nothing any more.
    const isForsaken = rules.settings === null && scope.project_id !== null;
    const privacy = strictestPrivacy([
      policy.privacy,
      ...(isForsaken ? (['local_only'] as const) : await callRules(rules)),
    ]);
    const own = (rules.agent_config?.model_policy?.prefer ?? []).filter(
      (ref) => ModelRef.safeParse(ref).success,
    );
    return ModelPolicy.parse({ ...policy, privacy, prefer: policy.prefer.length > 0 ? policy.prefer : own });
  },
});

async function callRules({ settings, default_repo_path, agent_config }: WorkRules): Promise<ModelPrivacy[]> {
  const ofAgent = agent_config?.model_policy?.privacy ?? 'any';
  if (settings === null) return [ofAgent];
  return [ofAgent, ...(await projectRules(settings, agent_config?.repo_path ?? default_repo_path))];
}

/** What the settings of a project say about models for work in one of its repositories. */
export async function projectRules(settings: unknown, repository: string | null): Promise<ModelPrivacy[]> {
  const { model_privacy, repository_privacy } = ProjectSettings.parse(settings);
  return [
    model_privacy,
    ...(repository === null ? [] : await rulesForRepository(repository_privacy, repository)),
  ];
}
