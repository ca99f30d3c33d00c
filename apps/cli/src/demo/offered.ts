import type { Client } from '@overmind/client/http';
import type { Project } from '@overmind/contracts/entities/project';
import { demoModel } from '@overmind/contracts/entities/scripted';
import { listPersonas } from '@overmind/contracts/routes/personas';
import { listAgents } from '@overmind/contracts/routes/projects';
import { type DemoPlan, demoSentences } from './project.ts';

type Policy = { privacy: string; prefer: readonly string[] } | undefined;

/**
 * What the demo has an answer to now: its project may be older than the scripted model, made without it, or changed
 * by a person, and what the script does not answer may go to a model that costs.
 */
export async function offeredSentences(
  client: Client,
  { id, settings: { planner, model_privacy: privacy } }: Project,
  { isModelUp }: DemoPlan,
): Promise<string[]> {
  const [tests, review, discussion] = demoSentences;
  const asksScript = (policy: Policy): boolean =>
    policy?.prefer[0] === demoModel && [privacy, policy.privacy].includes('local_only');
  if (!isModelUp || !planner.uses_model || !asksScript(planner.policy)) return [tests];
  const params = { id };
  const { items: agents } = await client.call(listAgents, { params });
  const reads = agents.some(
    ({ is_enabled, config }) =>
      is_enabled &&
      config.executor === 'model' &&
      config.handles.includes('review') &&
      asksScript(config.model_policy),
  );
  const { items } = await client.call(listPersonas, { params });
  const speakers = items.filter(({ is_enabled }) => is_enabled);
  const discusses = speakers.length > 0 && speakers.every(({ persona }) => asksScript(persona.model_policy));
  return [tests, ...(reads ? [review] : []), ...(discusses ? [discussion] : [])];
}
