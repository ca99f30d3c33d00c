import type { Command } from '@overmind/contracts/entities/agent';
import type { Evidence, RunReason, StepResult } from '@overmind/contracts/entities/run';
import { shownCommand } from '@overmind/domain/runs/shown-command';
import { monotonicMs } from '../clock.ts';
import type { StepOutput } from '../output/run-output.ts';
import { runStep, type StepEnd } from '../process/run-step.ts';
import type { StepsContext } from './executor.ts';
import { failedSummary } from './summary.ts';

/** Why the run ends at a step. */
export interface Failure {
  status: 'failed' | 'timed_out';
  reason: RunReason;
  exitCode: number | null;
  summary: string;
}

export interface StepsEnd {
  evidence: Evidence[];
  /** Of the first step that failed without leave; null when all is well. */
  failure: Failure | null;
}

export interface StepsOptions {
  /** Whether a failure ends the list; teardown goes on. */
  stopsAtFailure?: boolean;
}

export const pendingStep = (kind: StepResult['kind'], command: Command): StepResult => ({
  ...{ name: command.name, kind, run: command.run, status: 'pending' },
  ...{ exit_code: null, duration_ms: null, log_from_seq: null, log_to_seq: null },
});

/**
 * Runs commands one after the other and writes into `results`, one for each, how they went. What a failure means
 * for the run is the caller's to say.
 */
export async function runSteps(
  commands: readonly Command[],
  results: readonly StepResult[],
  context: StepsContext,
  { stopsAtFailure = true }: StepsOptions = {},
): Promise<StepsEnd> {
  const evidence: Evidence[] = [];
  let failure: Failure | null = null;
  for (const [index, command] of commands.entries()) {
    const result = results[index];
    if (result === undefined) throw new Error('Each command needs a result to be written to.');
    const isOver = (failure !== null && stopsAtFailure) || context.step.control.signal.aborted;
    if (isOver) result.status = 'skipped';
    else failure = (await runOne({ command, result, evidence, context, results })) ?? failure;
  }
  context.report(results);
  return { evidence, failure };
}

interface OneStep {
  command: Command;
  result: StepResult;
  evidence: Evidence[];
  context: StepsContext;
  results: readonly StepResult[];
}

async function runOne({ command, result, evidence, context, results }: OneStep): Promise<Failure | null> {
  const { output, reports } = context;
  result.status = 'running';
  output.say(`$ ${shownCommand(command.run)}`);
  context.report(results);
  await reports?.begin();
  const stepOutput = output.beginStep();
  const startedAt = monotonicMs();
  const end = await runStep(command, stepOutput, context.step);
  const { log_from_seq, log_to_seq } = stepOutput.evidence;
  const exitCode = 'exitCode' in end ? end.exitCode : null;
  const durationMs = Math.round(monotonicMs() - startedAt);
  Object.assign(result, { exit_code: exitCode, duration_ms: durationMs, log_from_seq, log_to_seq });
  const failure = judge(command, result, end, stepOutput);
  if (end.kind === 'output_limit') {
    const limit = context.job.agent.config.max_output_mb;
    output.say(`The run printed more than ${limit} MB, so this step was stopped.`);
  } else if (failure !== null && end.kind !== 'stopped') output.say(failure.summary);
  const tests = (await reports?.collect(result.name, stepOutput)) ?? null;
  evidence.push(evidenceOf(result, stepOutput, tests));
  return failure;
}

/** Sets the step's status, and says whether the run ends here. */
function judge(command: Command, result: StepResult, end: StepEnd, output: StepOutput): Failure | null {
  if (end.kind === 'exited' && end.exitCode === 0) {
    result.status = 'passed';
    return null;
  }
  const failure = failureOf(command, result, end, output);
  result.status = failure.status;
  const mayGoOn = command.allow_failure && ['exited', 'timed_out', 'not_found'].includes(end.kind);
  if (mayGoOn && end.kind !== 'timed_out') result.status = 'allowed_failure';
  return mayGoOn ? null : failure;
}

function failureOf(command: Command, result: StepResult, end: StepEnd, output: StepOutput): Failure {
  const shown = `\`${shownCommand(command.run)}\``;
  const failed = { status: 'failed' as const, exitCode: result.exit_code };
  switch (end.kind) {
    case 'exited': {
      const reason = result.kind === 'check' ? 'check_failed' : 'command_failed';
      return { ...failed, reason, summary: failedSummary(command.run, end.exitCode, output.evidence.tests) };
    }
    case 'timed_out': {
      const summary = `${shown} was stopped after its ${command.timeout_s} s`;
      return { status: 'timed_out', reason: 'timed_out', exitCode: end.exitCode, summary };
    }
    case 'output_limit':
      return { ...failed, reason: 'output_limit', summary: `${shown} printed more than the run may print` };
    case 'stopped':
      return { ...failed, reason: 'canceled', summary: `${shown} was stopped` };
    case 'limit_exceeded':
      return { ...failed, reason: 'limit_exceeded', summary: `${shown} was ended: ${end.detail}` };
    case 'not_found':
      return { ...failed, reason: 'command_not_found', summary: end.detail };
    case 'refused':
      return { ...failed, reason: 'workspace_failed', summary: end.detail };
  }
}

function evidenceOf(result: StepResult, output: StepOutput, tests: Evidence['tests']): Evidence {
  const { name, kind, run, exit_code, duration_ms } = result;
  const proof = kind === 'check' ? 'check' : 'command';
  const { excerpt, log_from_seq, log_to_seq, tests: printed } = output.evidence;
  return {
    ...{ name, kind: proof, run, exit_code, duration_ms },
    ...{ excerpt, log_from_seq, log_to_seq, tests: tests ?? printed },
  };
}
