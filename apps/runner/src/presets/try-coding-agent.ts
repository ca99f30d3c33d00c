import { type ClientContext, client, methods, RequestError } from '@agentclientprotocol/sdk';
import type { TrialStep } from '@overmind/contracts/frames/questions';
import { settledWithin } from '../clock.ts';
import { AgentFailure } from '../executors/acp/agent-end.ts';
import { type Introduction, NewSession, readAnswer } from '../executors/acp/answers.ts';
import { failureWords, introduce, signedIn, within } from '../executors/acp/conversation.ts';
import { Wire } from '../executors/acp/wire.ts';
import { messageOf } from '../log.ts';
import { whenAborted } from '../process/run-step.ts';
import type { StepProcess } from '../process/step-process.ts';
import type { RunSetting } from '../runs/run-setting.ts';
import type { FoundAgent } from './agent-catalogue.ts';
import { equip } from './equip.ts';
import type { Rule } from './governing/rule.ts';
import type { TrialPlace } from './trial-place.ts';
import { failed, passed } from './trial-step.ts';

type Found = Extract<FoundAgent, { ok: true }>;

/** The server asks for an answer within a minute. */
const mostStartMs = 30_000;
const endMs = 1_000;
const exitMs = 1_000;

export interface CodingAgentTrial {
  found: Found;
  place: TrialPlace;
  setting: RunSetting;
  signal: AbortSignal;
  policy: Rule['policy'];
}

/** Starts a coding agent, opens a session, closes it and ends the agent. No prompt is sent, so no model is asked. */
export async function tryCodingAgent(trial: CodingAgentTrial): Promise<TrialStep[]> {
  let process: StepProcess;
  try {
    process = await startAgent(trial);
  } catch (error) {
    return [failed('start', `${trial.found.title} could not be started: ${messageOf(error)}`)];
  }
  using _stopped = whenAborted(trial.signal, () => void process.end(0));
  try {
    return await meet(trial, process);
  } finally {
    await process.end(endMs);
  }
}

async function startAgent({ found, place, setting, policy }: CodingAgentTrial): Promise<StepProcess> {
  const { home, confinement, folder } = place;
  const rule = { policy, isShutIn: confinement.level === 'sandboxed', home };
  const { environment } = setting;
  const { args, env } = await equip(found.preset, { rule, environment });
  const argv = [...found.argv, ...args];
  return await confinement.start({ argv, cwd: folder, env, stdin: 'pipe', readWrite: [home] });
}

async function meet(trial: CodingAgentTrial, process: StepProcess): Promise<TrialStep[]> {
  const { title } = trial.found;
  const lastWords = keepEnd(process);
  const wire = openWire(process);
  const connection = client({ name: 'overmindops' })
    .onRequest(methods.client.session.requestPermission, () => ({ outcome: { outcome: 'cancelled' } }))
    .connect(wire.stream);
  const { agent } = connection;
  const limitMs = Math.min(mostStartMs, trial.setting.limits.agentStartMs);
  const steps: TrialStep[] = [];
  try {
    await within(
      limitMs,
      (async () => {
        const info = await introduce(agent);
        steps.push(passed('start', introduction(title, info)));
        steps.push(passed('session', sessionWords(await openAndClose(trial, agent, info))));
      })(),
    );
  } catch (error) {
    const words = `${title} ${await failureOf(error, process, wire)}`;
    const said = lastWords();
    const name = steps.length === 0 ? 'start' : 'session';
    steps.push(failed(name, said === '' ? words : `${words}. Its last lines: ${said}`));
  } finally {
    wire.close();
    connection.close();
  }
  return steps;
}

async function openAndClose(
  { found, setting, place }: CodingAgentTrial,
  agent: ClientContext,
  info: Introduction,
): Promise<NewSession> {
  const signInPlace = { agent, preset: found.preset, environment: setting.environment };
  const method = methods.agent.session.new;
  const answer = await signedIn(info, signInPlace, () =>
    agent.request(method, { cwd: place.folder, mcpServers: [] }),
  );
  const session = readAnswer(NewSession, answer, method);
  const canClose = Boolean(info.agentCapabilities?.sessionCapabilities?.close);
  if (canClose) await agent.request(methods.agent.session.close, { sessionId: session.sessionId });
  return session;
}

function introduction(title: string, { agentInfo, agentCapabilities }: Introduction): string {
  const name = agentInfo?.title ?? agentInfo?.name ?? title;
  const version = agentInfo?.version == null ? '' : ` ${agentInfo.version}`;
  const canGoOn = agentCapabilities?.loadSession === true || agentCapabilities?.sessionCapabilities?.resume;
  return (
    `${name}${version} starts and speaks the Agent Client Protocol. After a restart of the runner it ` +
    `${canGoOn ? 'goes on with its session' : 'begins a new session'}.`
  );
}

function sessionWords({ modes }: NewSession): string {
  const names = modes?.availableModes.map(({ name }) => name) ?? [];
  const offered = names.length === 0 ? '' : ` Its modes: ${names.slice(0, 20).join(', ')}.`;
  return `It opens a session in an empty folder.${offered}`;
}

/** Goes on from the agent's name. */
async function failureOf(error: unknown, process: StepProcess, { firstStray }: Wire): Promise<string> {
  const printed = firstStray === null ? '' : `. It printed: ${firstStray.slice(0, 300)}`;
  if (error instanceof RequestError) return failureWords(error);
  if (error instanceof AgentFailure) return error.message + printed;
  if (!(await settledWithin(process.exit, exitMs))) return `closed its output and went on${printed}`;
  return `ended with ${(await process.exit).code} before it was asked to${printed}`;
}

function openWire({ streams: { stdin, stdout } }: StepProcess): Wire {
  if (stdin === null) throw new Error('The agent was started without a pipe for its input.');
  const ignore = (): void => {};
  return new Wire({ stdin, stdout, onUpdate: ignore, onResult: ignore, onStray: ignore, onSign: ignore });
}

function keepEnd({ streams: { stderr } }: StepProcess): () => string {
  let text = '';
  stderr.setEncoding('utf8').on('data', (chunk: string) => {
    text = (text + chunk).slice(-4_000);
  });
  return () => {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    return lines.slice(-4).join(' / ').slice(-600).trim();
  };
}
