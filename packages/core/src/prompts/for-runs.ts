import type { JobPrompt, RunJob } from '@overmind/contracts/entities/run';
import { findMisfits, type PromptPlace } from '@overmind/domain/prompts/place';
import { codingAgentPlace } from '@overmind/domain/runs/prompts/coding-agent';
import { reportPlace } from '@overmind/domain/runs/prompts/report';
import { reviewerPlace } from '@overmind/domain/runs/prompts/reviewer';
import type { Write } from '../write.ts';
import { findVersion } from './given-version.ts';
import { warnOfMisfit } from './use.ts';

const workPlaces: Partial<Record<RunJob['agent']['config']['executor'], PromptPlace>> = {
  acp: codingAgentPlace,
  model: reportPlace,
};

/** The jobs with the words that their agents and reviewers are told; each task keeps its arm of an experiment. */
export async function withWords(w: Write, jobs: readonly RunJob[]): Promise<RunJob[]> {
  const done: RunJob[] = [];
  for (const job of jobs) {
    const place = workPlaces[job.agent.config.executor];
    const work = place === undefined ? null : await wordsFor(w, place, job.task.id);
    const review = job.reviewers.length === 0 ? null : await wordsFor(w, reviewerPlace, job.task.id);
    done.push({ ...job, prompts: { work, review } });
  }
  return done;
}

/** Null where the runner is to use its own words. */
async function wordsFor(w: Write, place: PromptPlace, taskId: string): Promise<JobPrompt | null> {
  const found = await findVersion(w.tx, place.prompt.key, taskId, (give) => give(w.tx));
  if (found === null) return null;
  const { id, system, body, variables } = found.version;
  const misfits = findMisfits(place, found.version);
  if (misfits.length === 0) return { system, body, variables, prompt_version_id: id, ...found.arm };
  warnOfMisfit(w.log, found.version, misfits);
  return null;
}
