import type { StepResult } from '@overmind/contracts/entities/run';
import { whyNotStarted } from '@overmind/domain/agents/reach';
import { monotonicMs } from '../../clock.ts';
import type { FoundAgent } from '../../presets/agent-catalogue.ts';
import { equip } from '../../presets/equip.ts';
import { sessionStoreOf } from '../../presets/sessions/store.ts';
import { Transcript } from '../../transcript/transcript.ts';
import type { ExecutorContext, Work } from '../executor.ts';
import { workFailed } from '../executor.ts';
import { tellMisfit } from '../tell-misfit.ts';
import { type AgentEnd, verdictOf } from './agent-end.ts';
import { AgentProcess } from './agent-process.ts';
import { handBack } from './hand-back.ts';
import { findConflicts, readInstructions } from './instructions.ts';
import { buildPrompt } from './prompt.ts';
import { quarantine } from './quarantine.ts';
import { carryOver } from './session/carry-over.ts';

type Found = Extract<FoundAgent, { ok: true }>;

/** Lets a coding agent do the job over the Agent Client Protocol. What its work is worth is seen by others, later. */
export async function runAgent(context: ExecutorContext): Promise<Work> {
  const { job, agent, report } = context;
  try {
    const refusal = whyNotStarted(job.agent.config, job.model_privacy);
    if (refusal !== null) return workFailed('agent_failed', `The coding agent was not started: ${refusal}`);
    const found = await agent.catalogue.find(job.agent.config.acp);
    if (!found.ok) return workFailed('command_not_found', found.detail);
    const result: StepResult = {
      ...{ name: found.title.slice(0, 80), kind: 'agent', run: found.shown, status: 'running' },
      ...{ exit_code: null, duration_ms: null, log_from_seq: null, log_to_seq: null },
    };
    report([result]);
    return await workWith(found, result, context);
  } finally {
    agent.dialogue.close();
    agent.access?.end();
  }
}

async function workWith(found: Found, result: StepResult, context: ExecutorContext): Promise<Work> {
  const { output, agent } = context;
  const startedAt = monotonicMs();
  const firstSeq = output.lastSeq + 1;
  const onBytes = (bytes: number): void => output.count(bytes);
  const options = {
    secrets: agent.secrets,
    write: (step: Parameters<typeof agent.spool.transcript.add>[0]) => agent.spool.transcript.add(step),
    tell: (line: string) => output.tell(line),
    onBytes,
  };
  using transcript = new Transcript(options, context.step.workspace);
  const { end, errors } = await runProcess(found, transcript, context, () => context.report([result]));
  if (end.kind === 'died' && end.isStruck) handBack(found.title, context);
  const verdict = verdictOf(end, found.title, transcript.lastWords, errors);
  Object.assign(result, {
    status: verdict.status === 'completed' ? 'passed' : 'failed',
    exit_code: end.kind === 'died' ? end.exitCode : null,
    duration_ms: Math.round(monotonicMs() - startedAt),
    log_from_seq: output.lastSeq >= firstSeq ? firstSeq : null,
    log_to_seq: output.lastSeq >= firstSeq ? output.lastSeq : null,
  });
  if (verdict.status === 'failed' && end.kind !== 'stopped') transcript.addNotice('error', verdict.summary);
  const summary = output.redact(verdict.summary).slice(0, 2_000).toWellFormed();
  const rest = { steps: [result], checks: [], evidence: [], metrics: transcript.metrics, artifacts: [] };
  return { ...verdict, summary, exitCode: result.exit_code, ...rest };
}

async function runProcess(
  found: Found,
  transcript: Transcript,
  context: ExecutorContext,
  report: () => void,
): Promise<{ end: AgentEnd; errors: string }> {
  const { job, agent, output, step } = context;
  const rights = { trusted: agent.trusted, isAdopted: job.resume !== null };
  await using held = await quarantine(agent.workspace, rights);
  if (held.paths.length > 0) output.say(heldSentence(held.paths));
  const { home, isKept } = await openHome(found, context);
  await step.confinement.alsoCounts(home);
  const { access } = agent;
  const policy = job.agent.config.permissions ?? 'ask';
  const rule = { policy, isShutIn: step.confinement.level === 'sandboxed', home };
  const { args, env } = await equip(found.preset, { rule, environment: agent.environment });
  const instructions = await readInstructions(agent.workspace);
  const conflicts = job.origin === null ? [] : await findConflicts(agent.workspace);
  const process = new AgentProcess(context, transcript);
  // Awaited here, or what is set aside would be put back at once.
  return await process.run({
    argv: [...found.argv, ...args],
    env: { ...env, ...access?.variables },
    home,
    preset: found.preset,
    resume: isKept ? (job.resume?.session_id ?? null) : null,
    prompt: (isResumed) => {
      const mayCall = access?.token != null;
      const { text, misfit } = buildPrompt({ job, instructions, conflicts, isResumed, mayCall });
      tellMisfit(misfit, { notice: (level, words) => transcript.addNotice(level, words) }, output);
      return text;
    },
    onSession: ({ id, isResumable }) => {
      // Stored by the server as it is; one with a secret in it is not gone on with.
      const isStorable = id.length <= 500 && transcript.clean(id) === id;
      agent.dialogue.sessionId = isResumable && isStorable ? id : null;
      report();
    },
  });
}

/** With the session that the run goes on with in it, and all else as the person who runs the runner has it today. */
function openHome(found: Found, { job, agent, step, output }: ExecutorContext) {
  const { resume } = job;
  const store = sessionStoreOf(found.preset, job.agent.config.acp);
  const { carryOverMs: mostMs } = agent;
  const carry = async (left: string, home: string): Promise<boolean> => {
    if (resume === null) return true;
    const { session_id: sessionId } = resume;
    const isCarried = await carryOver({ left, home, sessionId, store, found, step, mostMs });
    if (!isCarried && !step.control.signal.aborted)
      output.say(
        `The session of the attempt before could not be taken over in the ${mostMs / 1_000} s that this may take. ` +
          'This attempt begins a new session on the files as they stand; what was said before is in the transcript of that attempt.',
      );
    return isCarried;
  };
  return agent.homes.open({ runId: job.run.id, taskId: job.task.id, from: resume?.run_id ?? null }, carry);
}

function heldSentence(paths: readonly string[]): string {
  const more = paths.length > 10 ? ` and ${paths.length - 10} more` : '';
  return (
    'Settings for coding agents that the repository holds are set aside while this agent works: ' +
    `${paths.slice(0, 10).join(', ')}${more}. RUNNER_READABLE names those that are trusted.`
  );
}
