import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StepResult } from '@overmind/contracts/entities/run';
import { monotonicMs } from '../../clock.ts';
import type { SpooledArtifact } from '../../spool/run-spool.ts';
import { type Executor, type ExecutorContext, type Work, workFailed } from '../executor.ts';
import { tellMisfit } from '../tell-misfit.ts';
import type { ModelAccess } from './access.ts';
import { converse } from './converse.ts';
import { filesAtHand } from './files-at-hand.ts';
import { failureOf, openView, recorderOf } from './open-talk.ts';
import { reportPrompt, reportReminder } from './prompt.ts';
import { reachModel } from './reach-model.ts';
import { findFlaws, ModelReport, renderReport } from './report.ts';
import type { RepositoryView } from './repository-view.ts';
import { Submission, submitTool } from './submission.ts';
import { openTalkModel, type TalkModel } from './talk-model.ts';
import { lookTools } from './tools.ts';

/** A language model looks into the workspace and writes a report; it can change no file there. */
export const runModel: Executor = async (context) => {
  const { job, agent } = context;
  const { signal } = context.step.control;
  const access = await reachModel(job.agent.config, agent.environment, signal, job.known_models);
  if (!access.ok) return workFailed('agent_failed', access.detail);
  const step: StepResult = {
    ...{ name: access.name, kind: 'agent', run: [access.name], status: 'running', exit_code: null },
    ...{ duration_ms: null, log_from_seq: context.output.lastSeq + 1, log_to_seq: null },
  };
  context.report([step]);
  const startedAt = monotonicMs();
  const work = await look(access, context);
  step.status = work.status === 'completed' ? 'passed' : 'failed';
  step.duration_ms = Math.round(monotonicMs() - startedAt);
  step.log_to_seq = context.output.lastSeq;
  context.report([step]);
  return { ...work, steps: [step] };
};

async function look(access: ModelAccess, context: ExecutorContext): Promise<Work> {
  const { job, step, output, agent } = context;
  const { signal } = step.control;
  using record = recorderOf(context);
  const clean = (text: string): string => record.clean(text);
  const view = await openView(step.workspace, agent.spool.folder, { hasIgnored: false });
  const submission = new Submission<ModelReport>();
  const { system, body: task, use, misfit } = reportPrompt(job);
  tellMisfit(misfit, record, output);
  const { server, model: bounds } = agent;
  const terms = { job, purpose: 'run.work', prompt: use, bounds, server, signal, record };
  await using talk = openTalkModel(access, terms);
  const { model, spent } = talk;
  const submit_report = submitTool({
    ...{ description: 'Hands the report in.', schema: ModelReport, submission, clean },
    findFlaws: (report) => findFlaws(report, job.task.acceptance_criteria, filesAtHand(view)),
  });
  try {
    await converse({
      ...{ model, system, task, reminder: reportReminder },
      tools: { ...lookTools(view, clean), submit_report },
      ...{ isOver: () => submission.isOver, record, output, signal, spent },
    });
  } catch (error) {
    const { reason, words } = failureOf(error, talk.name);
    return { ...workFailed(reason, clean(words)), metrics: await talk.end() };
  }
  if (submission.taken !== null)
    return { ...(await keep(submission.taken, { context, talk, view, clean })), metrics: await talk.end() };
  const [flaw] = submission.flaws;
  const why = flaw === undefined ? '' : `; the last one was refused: ${clean(flaw)}`;
  const words = `The model handed in no report with proof${why}`;
  return { ...workFailed('no_evidence', words), metrics: await talk.end() };
}

interface Kept {
  context: ExecutorContext;
  talk: TalkModel;
  view: RepositoryView;
  clean: (text: string) => string;
}

async function keep(report: ModelReport, { context, talk, view, clean }: Kept): Promise<Work> {
  const { job, agent } = context;
  const text = clean(
    await renderReport(report, { model: talk.name, taskKey: job.task.key }, filesAtHand(view)),
  );
  const isReview = job.task.type === 'review';
  const unmet = report.criteria.filter((criterion) => !criterion.is_met).length;
  const summary = [
    report.title.replace(/[.\s]+$/, ''),
    report.verdict === 'none' ? '' : report.verdict === 'approve' ? 'approves' : 'asks for changes',
    unmet > 0 ? `${unmet} of ${report.criteria.length} criteria are not met` : '',
  ].filter((part) => part !== '');
  return {
    ...{ status: 'completed', reason: 'ok', exitCode: null, summary: clean(summary.join('; ')) },
    ...{ steps: [], checks: [], metrics: {} },
    artifacts: [await writeReport(agent.spool.folder, text)],
    evidence: [
      {
        ...{ name: clean(report.title), kind: isReview ? 'review' : 'report', run: [talk.name] },
        ...{ exit_code: null, duration_ms: null, log_from_seq: null, log_to_seq: null, tests: null },
        excerpt: text.slice(0, 16_000),
      },
    ],
  };
}

async function writeReport(folder: string, text: string): Promise<SpooledArtifact> {
  const bytes = Buffer.from(text);
  await writeFile(join(folder, 'report.md'), bytes, { mode: 0o600 });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { kind: 'report', name: 'report.md', file: 'report.md', sha256, size_bytes: bytes.length };
}
