import type { ModelPrivacy } from '@overmind/contracts/entities/model';
import { RunJob } from '@overmind/contracts/entities/run';
import { AppError } from '@overmind/contracts/errors';
import { findArtifactOfRun } from '@overmind/db/queries/execution/artifacts';
import { listTranscriptChanges } from '@overmind/db/queries/execution/run-transcript';
import type { PromptedRun, ToldInRun } from '@overmind/db/queries/models/prompted-runs';
import { strictestPrivacy } from '@overmind/domain/models/privacy';
import type { Values } from '@overmind/domain/prompts/place';
import { codingAgentPlace } from '@overmind/domain/runs/prompts/coding-agent';
import { codingAgentValues } from '@overmind/domain/runs/prompts/coding-agent-values';
import { reportPlace, reportValues } from '@overmind/domain/runs/prompts/report';
import { reviewerPlace, reviewerValues } from '@overmind/domain/runs/prompts/reviewer';
import { nothingBeside, readToldBeside } from '@overmind/domain/runs/prompts/told-beside';
import { resolveReviewers } from '../../agents/reviewers.ts';
import type { Core } from '../../core.ts';
import { keptValues } from '../../model-calls/kept-values.ts';
import { withPrivacy } from '../../runs/job-privacy.ts';
import { readStoredText } from '../../storage/stored-file.ts';
import type { Tried } from './tried.ts';

const toldByKey: ReadonlyMap<string, ToldInRun> = new Map([
  [codingAgentPlace.prompt.key, 'acp'],
  [reportPlace.prompt.key, 'model'],
  [reviewerPlace.prompt.key, 'reviewer'],
]);

/** Whom a prompt is for in runs, which are then its inputs; null where calls of the server are. */
export const toldInRuns = (promptKey: string): ToldInRun | null => toldByKey.get(promptKey) ?? null;

/** What a job said, whichever version queued it. */
const PastJob = RunJob.pick({
  ...{ task: true, agent: true, origin: true, checks: true, reviewers: true, feedback: true },
});

/**
 * A run as an input: what it was told is put together anew, of what the server keeps of it. Its rules are those of its
 * calls and those that hold by now. `ownKeys` are the keys of this installation, which go.
 */
export async function readRunInput(
  core: Core,
  told: ToldInRun,
  run: PromptedRun,
  ownKeys: readonly string[],
): Promise<Tried> {
  const past = PastJob.parse(run.payload);
  const reviewers = await resolveReviewers(core.db, run.project_id, past.agent.name, past.reviewers);
  const job = {
    ...past,
    ...(await core.db.transaction().execute((tx) => withPrivacy(tx, run, { agent: past.agent, reviewers }))),
  };
  const [reviewer] = told === 'reviewer' ? job.reviewers : [];
  const now = reviewer?.agent?.config.model_policy?.privacy ?? job.model_privacy;
  const text = told === 'acp' ? await findTold(core, run.id) : null;
  const given =
    told === 'acp'
      ? codingAgentValues(job, text === null ? nothingBeside : readToldBeside(text))
      : reviewer === undefined
        ? reportValues(job)
        : await valuesForReview(core, run.id, job, reviewer);
  const { values, isCut } = keptValues(given, ownKeys) ?? { values: {}, isCut: true };
  return {
    agentId: reviewer?.agent?.id ?? run.agent_id,
    told: text,
    shown: {
      ...{ id: run.id, run: { task_id: run.task_id, task_key: past.task.key, attempt: run.attempt } },
      ...{ project_id: run.project_id, project_name: run.project_name, version: run.version },
      ...{ answered_by: run.answered_by, privacy: strictestOf(run.privacy, now) },
      ...{ values: { ...values }, is_cut: isCut, started_at: run.started_at },
    },
  };
}

const strictestOf = (then: ModelPrivacy | null, now: ModelPrivacy): ModelPrivacy =>
  strictestPrivacy(then === null ? [now] : [then, now]);

/** Notices may stand before it. */
const mostBefore = 20;

/** What a coding agent was told first, as its transcript keeps it; null where that is gone. */
async function findTold(core: Core, runId: string): Promise<string | null> {
  for (const { step } of await listTranscriptChanges(core.db, runId, 0, mostBefore))
    if (step.op === 'put' && step.entry.kind === 'message' && step.entry.role === 'user')
      return step.entry.text;
  return null;
}

/** More than is kept of a value. */
const mostDiffBytes = 128 * 1024;
const noDiff = '(the change is not kept)';

function unlessGone(error: unknown): string {
  if (error instanceof AppError && error.code === 'gone') return noDiff;
  throw error;
}

async function valuesForReview(
  core: Core,
  runId: string,
  job: Pick<RunJob, 'task'>,
  { reviewer, agent }: RunJob['reviewers'][number],
): Promise<Values> {
  const found = await findArtifactOfRun(core.db, runId, 'diff');
  const file = found && { ...found, what: 'The diff of this run' };
  const change = file ? await readStoredText(core, file, mostDiffBytes).catch(unlessGone) : noDiff;
  return reviewerValues(job, { reviewer, maintainers: agent?.config.prompt ?? '', change });
}
