import { NewExperiment, NewPromptVersion, type Prompt } from '@overmind/contracts/entities/prompt';
import type { PromptPlace, Words } from '@overmind/domain/prompts/place';
import { systemCall } from '../../call.ts';
import type { TestCore } from '../../test-support/start-test-core.ts';
import { ensureBuiltInPrompts } from '../built-in.ts';
import { activatePrompt, addPromptVersion } from '../change.ts';
import { createExperiment, getExperiment, startExperiment } from '../experiments.ts';
import { listPrompts } from '../read.ts';

type On = Pick<TestCore, 'core'>;

/** The template of a place. */
export async function templateOf({ core }: On, { prompt }: PromptPlace): Promise<Prompt> {
  await ensureBuiltInPrompts(core);
  const { items } = await listPrompts(core, { limit: 100 });
  const found = items.find(({ key }) => key === prompt.key);
  if (!found) throw new Error(`there is no template ${prompt.key}`);
  return found;
}

/** Adds a version that says otherwise than the first one; gives its number. */
export async function reword(on: On, place: PromptPlace, change: Partial<Words>): Promise<number> {
  const { id } = await templateOf(on, place);
  const { system, body, variables } = { ...place.prompt, ...change };
  const input = NewPromptVersion.parse({ system, body, variables });
  return (await addPromptVersion(on.core, systemCall, id, input)).number;
}

export async function activate(on: On, place: PromptPlace, number: number): Promise<void> {
  const { id } = await templateOf(on, place);
  await activatePrompt(on.core, systemCall, id, number);
}

/** Two arms that both have one version, so that whatever arm a subject gets, it is told the same; gives how it stands. */
export async function experimentWith(on: On, place: PromptPlace, version: number) {
  const { id } = await templateOf(on, place);
  const arms = ['a', 'b'].map((name) => ({ name, version }));
  const made = await createExperiment(on.core, systemCall, id, NewExperiment.parse({ name: 'Test', arms }));
  await startExperiment(on.core, systemCall, id, made.id);
  return () => getExperiment(on.core, id, made.id);
}

/** The sums of both arms together. */
export async function outcomesOf(shown: Awaited<ReturnType<typeof experimentWith>>) {
  const { arms } = await shown();
  const add = (measure: 'accepted' | 'retried' | 'cost') => ({
    count: arms.reduce((sum, { outcomes }) => sum + outcomes[measure].count, 0),
    sum: arms.reduce((sum, { outcomes }) => sum + outcomes[measure].sum, 0),
  });
  const subjects = arms.reduce((sum, arm) => sum + arm.subjects, 0);
  return { subjects, accepted: add('accepted'), retried: add('retried'), cost: add('cost') };
}
