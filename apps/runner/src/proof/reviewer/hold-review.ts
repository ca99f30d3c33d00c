import type { CriteriaReview } from '@overmind/contracts/entities/criteria-review';
import type { ReviewerJob, RunMetrics } from '@overmind/contracts/entities/run';
import { criteriaOf } from '@overmind/domain/runs/prompts/reviewer';
import type { ExecutorContext } from '../../executors/executor.ts';
import type { ModelAccess } from '../../executors/model/access.ts';
import { converse } from '../../executors/model/converse.ts';
import { filesAtHand } from '../../executors/model/files-at-hand.ts';
import { failureOf, openView, recorderOf } from '../../executors/model/open-talk.ts';
import { reachModel } from '../../executors/model/reach-model.ts';
import type { RepositoryView } from '../../executors/model/repository-view.ts';
import { Submission, submitTool } from '../../executors/model/submission.ts';
import { openTalkModel } from '../../executors/model/talk-model.ts';
import { lookTools } from '../../executors/model/tools.ts';
import { tellMisfit } from '../../executors/tell-misfit.ts';
import { reviewerPrompt, reviewReminder } from './prompt.ts';
import { renderReview } from './render.ts';
import type { ResultTree } from './result-tree.ts';
import { findReviewFlaws, isSatisfied, SubmittedReview, toVerdicts, unmetWords } from './verdict.ts';

export interface ReviewEnd {
  isPassed: boolean;
  /** A part of a sentence: what was found, or why there is no review. */
  words: string;
  /** The run itself is over with it. */
  isOutputLimit: boolean;
  metrics: RunMetrics;
  /** Null when the reviewer handed in none that holds. */
  review: CriteriaReview | null;
  markdown: string;
}

interface Held {
  job: ReviewerJob;
  /** Which reviewer of the run it is, from 1. */
  number: number;
  tree: ResultTree;
  context: ExecutorContext;
}

const noReview = (words: string, metrics: RunMetrics = {}, isOutputLimit = false): ReviewEnd => ({
  ...{ isPassed: false, words, isOutputLimit, metrics, review: null, markdown: '' },
});

/** Has one reviewer read the result and judge it. Never throws for what the model or its provider does. */
export async function holdReview(held: Held): Promise<ReviewEnd> {
  const { job, number, context } = held;
  if (job.agent === null)
    return noReview(job.problem.replace(/\.$/, '') || `"${job.reviewer}" cannot review`);
  const { signal } = context.step.control;
  const { environment } = context.agent;
  const access = await reachModel(job.agent.config, environment, signal, context.job.known_models);
  if (!access.ok) return noReview(access.detail);
  using record = recorderOf(context, `review-${number}-`);
  record.notice('info', `Reviewer "${job.reviewer}" reads the result with ${access.name}.`);
  const view = await openView(held.tree.folder, context.agent.spool.folder, { hasIgnored: true });
  return talk(held, access, view, record);
}

async function talk(
  { job, tree, context }: Held,
  access: ModelAccess,
  view: RepositoryView,
  record: ReturnType<typeof recorderOf>,
): Promise<ReviewEnd> {
  const { criteria, isOfDescription } = criteriaOf(context.job);
  const { signal } = context.step.control;
  const clean = (text: string): string => record.clean(text);
  const submission = new Submission<SubmittedReview>();
  const { reviewer } = job;
  const { system, body, use, misfit } = reviewerPrompt(context.job, job, tree.diff);
  tellMisfit(misfit, record, context.output);
  const wallS = job.agent?.config.max_wall_s ?? 0;
  const late = new AbortController();
  const over = AbortSignal.any([signal, late.signal]);
  const { model: bounds, server } = context.agent;
  const whose = { job: context.job, purpose: 'run.review', reviewer, prompt: use };
  await using asked = openTalkModel(access, { ...whose, bounds, server, signal: over, record });
  const { model, spent } = asked;
  using _wall = context.step.control.countdown(wallS * 1_000, () => late.abort());
  const submit_review = submitTool({
    ...{ description: 'Hands the review in.', schema: SubmittedReview, submission, clean },
    findFlaws: (review) => findReviewFlaws(review, criteria.length, filesAtHand(view)),
  });
  try {
    await converse({
      ...{ model, system, reminder: reviewReminder },
      task: clean(body),
      tools: { ...lookTools(view, clean), submit_review },
      ...{
        isOver: () => submission.isOver,
        record,
        output: context.output,
        spent,
      },
      signal: over,
    });
  } catch (error) {
    const { reason, words } = failureOf(error, asked.name);
    return noReview(clean(words), await asked.end(), reason === 'output_limit');
  }
  if (late.signal.aborted) return noReview(`the reviewer took more than its ${wallS} s`, await asked.end());
  if (submission.taken === null) {
    const flaw = submission.flaws[0] ?? 'it handed in none';
    return noReview(clean(`no review with proof came: ${flaw.replace(/\.$/, '')}`), await asked.end());
  }
  const files = filesAtHand(view);
  const verdicts = await toVerdicts(submission.taken, criteria, files, clean);
  const review: CriteriaReview = {
    ...{
      reviewer: job.reviewer,
      model: asked.name.slice(0, 128),
      is_of_description: isOfDescription,
      criteria: verdicts,
    },
  };
  const isPassed = isSatisfied(verdicts, criteria.length);
  return {
    ...{ isPassed, review, metrics: await asked.end(), isOutputLimit: false },
    words: isPassed ? metWords(verdicts.length, isOfDescription) : unmetWords(verdicts),
    markdown: clean(await renderReview(review, context.job.task.key, files)),
  };
}

const metWords = (count: number, isOfDescription: boolean): string =>
  isOfDescription
    ? 'the description is met; the task has no acceptance criteria'
    : `${count === 1 ? 'the criterion is' : `all ${count} criteria are`} met`;
