import { client, methods, RequestError } from '@agentclientprotocol/sdk';
import { settledWithin } from '../../clock.ts';
import { codeOf, messageOf } from '../../log.ts';
import type { PumpWatch, StepOutput } from '../../output/run-output.ts';
import { closeStrayPipes, whenAborted } from '../../process/run-step.ts';
import type { StepProcess } from '../../process/step-process.ts';
import type { Transcript } from '../../transcript/transcript.ts';
import type { ExecutorContext } from '../executor.ts';
import { type AgentEnd, AgentFailure } from './agent-end.ts';
import { type ConversationOptions, converse, failureWords } from './conversation.ts';
import { Halt } from './halt.ts';
import { Intake } from './intake.ts';
import { PermissionGate } from './permission-gate.ts';
import { Silence } from './silence.ts';
import type { Wire } from './wire.ts';

export interface AgentRun extends Pick<ConversationOptions, 'preset' | 'resume' | 'prompt' | 'onSession'> {
  argv: readonly string[];
  env: Record<string, string>;
  home: string;
}

/** 128 and the number of SIGKILL, which is what a kernel short of memory sends. */
const killedCode = 137;

type Peer = ConversationOptions['agent'];

/** An agent that was asked to stop gets so long to come to an end by itself, before its processes are ended. */
const cancelMs = 2_000;
/** After its output has ended it should be gone soon. */
const exitMs = 3_000;

/** One process of a coding agent, and the conversation with it, from start to end. */
export class AgentProcess {
  readonly #context: ExecutorContext;
  readonly #transcript: Transcript;
  readonly #halt = new Halt();
  readonly #intake: Intake;

  constructor(context: ExecutorContext, transcript: Transcript) {
    this.#context = context;
    this.#transcript = transcript;
    this.#intake = new Intake(context, transcript, this.#halt);
  }

  /** Resolves when no process of the agent is left. Only the runner's own faults throw. */
  async run(run: AgentRun): Promise<{ end: AgentEnd; errors: string }> {
    const { output, step } = this.#context;
    const { control, confinement } = step;
    await control.whenThawed();
    if (control.signal.aborted) return { end: { kind: 'stopped' }, errors: '' };
    const stderr = output.beginStep();
    const process = await this.#start(run);
    if ('kind' in process) return { end: process, errors: '' };
    using _attached = control.attach(process);
    using _stopped = whenAborted(control.signal, () => this.#halt.set({ kind: 'stopped' }));
    const limitMet = (): AgentEnd => ({
      kind: 'limit_exceeded',
      detail: String(confinement.exceeded.reason),
    });
    using _limited = whenAborted(confinement.exceeded, () => this.#halt.set(limitMet()));
    const onLimit = (): void => this.#halt.set({ kind: 'output_limit' });
    const watch: PumpWatch = { chunks: 0, waiting: 0, onLimit };
    const pump = pumpErrors(process, stderr, watch);
    // A fault of the disk is thrown below, when the agent is gone.
    pump.catch(() => this.#halt.set({ kind: 'failed', detail: 'its output could not be kept' }));
    const end = await this.#talk(run, process);
    await closeStrayPipes([process.streams.stderr, process.streams.stdout], pump, watch);
    await pump;
    await confinement.checkLimits();
    // The kernel may have ended it at a limit before anyone here was told.
    return {
      end: confinement.exceeded.aborted ? limitMet() : end,
      errors: lastLines(stderr.evidence.excerpt),
    };
  }

  async #start({ argv, env, home }: AgentRun): Promise<StepProcess | AgentEnd> {
    const { confinement, workspace } = this.#context.step;
    try {
      return await confinement.start({ argv, cwd: workspace, env, stdin: 'pipe', readWrite: [home] });
    } catch (error) {
      if (!['ENOENT', 'EACCES', 'E2BIG', 'ENOEXEC'].includes(codeOf(error) ?? '')) throw error;
      return { kind: 'failed', detail: `could not be started: ${messageOf(error)}` };
    }
  }

  async #talk(run: AgentRun, process: StepProcess): Promise<AgentEnd> {
    const { agent, step } = this.#context;
    const minutes = Math.max(1, Math.round(agent.silenceMs / 60_000));
    using silence = new Silence({
      boundMs: agent.silenceMs,
      isExcused: () =>
        step.control.isFrozen || this.#intake.isWaiting || agent.dialogue.permissions.pending > 0,
      onSilent: () => this.#halt.set({ kind: 'silent', minutes }),
    });
    const wire = this.#intake.open(process, () => silence.heard());
    const connection = this.#client(run).connect(wire.stream);
    const conversation = this.#converse(run, wire, process, connection.agent);
    const end = await Promise.race([conversation, this.#halt.reached]);
    // What is still asked of people is asked no more.
    this.#halt.over();
    const isLost = step.control.reason === 'lost';
    if (end.kind === 'stopped' && !isLost) await this.#cancel(connection.agent, conversation);
    wire.close();
    connection.close();
    await process.end(isLost || end.kind === 'limit_exceeded' ? 0 : step.killGraceMs);
    return end;
  }

  #client({ preset }: AgentRun) {
    const { agent, job } = this.#context;
    const gate = new PermissionGate({
      policy: job.agent.config.permissions ?? 'ask',
      desk: agent.dialogue.permissions,
      transcript: this.#transcript,
      signal: this.#halt.signal,
      onTooMany: (most) =>
        this.#halt.set({ kind: 'failed', detail: `asked for more than ${most} permissions and was stopped` }),
    });
    const app = client({ name: 'overmindops' }).onRequest(
      methods.client.session.requestPermission,
      async ({ params }) => {
        await this.#intake.admit();
        return { outcome: await gate.answer(params) };
      },
    );
    // Nothing is written here: the agent does that itself, inside its sandbox.
    return preset?.announcesWrites === true
      ? app.onRequest(methods.client.fs.writeTextFile, () => ({}))
      : app;
  }

  async #converse(run: AgentRun, wire: Wire, process: StepProcess, agent: Peer): Promise<AgentEnd> {
    const { agent: place, step } = this.#context;
    const onSession: AgentRun['onSession'] = (session) => {
      this.#intake.sessionId = session.id;
      run.onSession(session);
    };
    const { environment, startMs, dialogue } = place;
    const shared = { agent, transcript: this.#transcript, cwd: step.workspace, inputs: dialogue.inputs };
    try {
      const stopReason = await converse({ ...run, ...shared, onSession, environment, startMs });
      return { kind: 'turn_ended', stopReason };
    } catch (error) {
      if (error instanceof RequestError) return { kind: 'failed', detail: failureWords(error) };
      if (error instanceof AgentFailure) return { kind: 'failed', detail: withStray(error.message, wire) };
      return afterEnd(wire, process);
    }
  }

  async #cancel(agent: Peer, conversation: Promise<AgentEnd>): Promise<void> {
    const { sessionId } = this.#intake;
    if (sessionId === null) return;
    const said = agent.notify(methods.agent.session.cancel, { sessionId });
    void said.catch(() => {}); // It is dead already, which is what is wanted.
    await settledWithin(conversation, Math.min(cancelMs, this.#context.step.killGraceMs));
  }
}

/** The connection is over, although nobody here has ended it. */
async function afterEnd(wire: Wire, process: StepProcess): Promise<AgentEnd> {
  if (!(await settledWithin(process.exit, exitMs)))
    return { kind: 'failed', detail: withStray('closed its output and went on', wire) };
  const { code } = await process.exit;
  const isStruck = code === killedCode && !process.isToldToEnd;
  return { kind: 'died', exitCode: code, printed: wire.firstStray, isStruck };
}

const withStray = (words: string, { firstStray }: Wire): string =>
  firstStray === null || words.includes('no messages')
    ? words
    : `${words}. It printed: ${firstStray.slice(0, 300)}`;

async function pumpErrors(process: StepProcess, output: StepOutput, watch: PumpWatch): Promise<void> {
  try {
    await output.pump('stderr', process.streams.stderr, watch);
  } catch (error) {
    if (codeOf(error) !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}

const lastLines = (excerpt: string): string =>
  excerpt
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(-4)
    .join(' / ')
    .slice(-600)
    .toWellFormed();
