import type { Command } from '@overmind/contracts/entities/agent';
import type { CheckResult, Evidence, RunReason, StepResult } from '@overmind/contracts/entities/run';
import { monotonicMs } from '../clock.ts';
import type { StepOutput } from '../output/run-output.ts';
import { runStep, type StepEnd } from '../process/run-step.ts';
import type { ExecutorContext, Work } from './executor.ts';
import { failedSummary, passedSummary, shownCommand } from './summary.ts';

interface Step {
  command: Command;
  result: StepResult;
}

/** Why the run ends at a step. */
interface Failure {
  status: 'failed' | 'timed_out';
  reason: RunReason;
  exitCode: number | null;
  summary: string;
}

const pending = (kind: StepResult['kind'], command: Command): Step => ({
  command,
  result: {
    name: command.name,
    kind,
    run: command.run,
    status: 'pending',
    exit_code: null,
    duration_ms: null,
    log_from_seq: null,
    log_to_seq: null,
  },
});

/** Runs the job's commands in order, then its checks in the same workspace; the first failure ends the run. */
export async function runCommands(context: ExecutorContext): Promise<Work> {
  const { job, report } = context;
  const steps = [
    ...job.commands.map((command) => pending('command', command)),
    ...job.checks.map((command) => pending('check', command)),
  ];
  const results = steps.map((step) => step.result);
  const evidence: Evidence[] = [];
  let failure: Failure | null = null;
  report(results);
  for (const step of steps) {
    if (failure !== null || context.step.control.signal.aborted) step.result.status = 'skipped';
    else failure = await runOne(step, evidence, context, () => report(results));
  }
  report(results);
  const ended = failure ?? {
    status: 'completed' as const,
    reason: 'ok' as const,
    exitCode: 0,
    summary: passedSummary(results, evidence),
  };
  return { ...ended, steps: results, checks: checksOf(results), evidence };
}

async function runOne(
  step: Step,
  evidence: Evidence[],
  context: ExecutorContext,
  report: () => void,
): Promise<Failure | null> {
  const { command, result } = step;
  const { output } = context;
  result.status = 'running';
  output.say(`$ ${shownCommand(command.run)}`);
  report();
  const stepOutput = output.beginStep();
  const startedAt = monotonicMs();
  const end = await runStep(command, stepOutput, context.step);
  const { log_from_seq, log_to_seq } = stepOutput.evidence;
  const exitCode = 'exitCode' in end ? end.exitCode : null;
  Object.assign(result, {
    exit_code: exitCode,
    duration_ms: Math.round(monotonicMs() - startedAt),
    log_from_seq,
    log_to_seq,
  });
  const failure = judge(command, result, end, stepOutput);
  if (end.kind === 'output_limit') {
    output.say(
      `The run printed more than ${context.job.agent.config.max_output_mb} MB, so this step was stopped.`,
    );
  } else if (failure !== null && end.kind !== 'stopped') output.say(failure.summary);
  evidence.push(evidenceOf(result, stepOutput));
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
    case 'not_found':
      return { ...failed, reason: 'command_not_found', summary: end.detail };
    case 'refused':
      return { ...failed, reason: 'workspace_failed', summary: end.detail };
  }
}

function evidenceOf(result: StepResult, output: StepOutput): Evidence {
  const { name, kind, run, exit_code, duration_ms } = result;
  return { name, kind, run, exit_code, duration_ms, ...output.evidence };
}

function checksOf(results: readonly StepResult[]): CheckResult[] {
  return results
    .filter((result) => result.kind === 'check')
    .map(({ name, status, exit_code, duration_ms }) => ({
      name,
      status: status === 'passed' ? 'passed' : status === 'skipped' ? 'skipped' : 'failed',
      exit_code,
      duration_ms: duration_ms ?? 0,
    }));
}
