import type { JobPrompt, RunJob } from '@overmind/contracts/entities/run';
import type { PromptPlace } from '@overmind/domain/prompts/place';
import { codingAgentPlace } from '@overmind/domain/runs/prompts/coding-agent';
import { reportPlace } from '@overmind/domain/runs/prompts/report';
import { reviewerPlace } from '@overmind/domain/runs/prompts/reviewer';
import type { Write } from '../write.ts';
import { amid, Template } from './given-version.ts';

const workPlaces: Partial<Record<RunJob['agent']['config']['executor'], PromptPlace>> = {
  acp: codingAgentPlace,
  model: reportPlace,
};

/**
 * The jobs with the words that their agents and reviewers are told; each task keeps its arm of an experiment. Words that do
 * not fit go to the runner as they are: it uses its own in their place, and tells the run why.
 */
export async function withWords(w: Write, jobs: readonly RunJob[]): Promise<RunJob[]> {
  const assign = amid(w);
  const templates = new Map<PromptPlace, Promise<Template | null>>();
  const templateOf = (place: PromptPlace): Promise<Template | null> => {
    const known = templates.get(place) ?? Template.find(w.tx, place.prompt.key, assign);
    templates.set(place, known);
    return known;
  };
  const done: RunJob[] = [];
  for (const job of jobs) {
    const place = workPlaces[job.agent.config.executor];
    const work = place === undefined ? null : await wordsFor(await templateOf(place), job.task.id);
    const review =
      job.reviewers.length === 0 ? null : await wordsFor(await templateOf(reviewerPlace), job.task.id);
    done.push({ ...job, prompts: { work, review } });
  }
  return done;
}

/** Null where there is no such template, and the runner is to use its own words. */
async function wordsFor(template: Template | null, taskId: string): Promise<JobPrompt | null> {
  if (template === null) return null;
  const { version, arm } = await template.give(taskId);
  const { id, system, body, variables } = version;
  return { system, body, variables, prompt_version_id: id, ...arm };
}
