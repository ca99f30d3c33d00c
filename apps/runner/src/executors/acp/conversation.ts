import { type ClientContext, methods, PROTOCOL_VERSION, RequestError } from '@agentclientprotocol/sdk';
import type { InputQueue } from '../../dialogue/input-queue.ts';
import type { Preset } from '../../presets/preset.ts';
import type { Transcript } from '../../transcript/transcript.ts';
import { AgentFailure } from './agent-end.ts';
import { Introduction, readAnswer, TurnEnd } from './answers.ts';
import { openSession, type SessionPlace } from './open-session.ts';

export interface ConversationOptions extends SessionPlace {
  agent: ClientContext;
  preset: Preset | null;
  transcript: Transcript;
  inputs: InputQueue;
  startMs: number;
  /** The first prompt; it differs when the session knows the task from before. */
  prompt: (isResumed: boolean) => string;
  onSession: (session: { id: string; isResumable: boolean }) => void;
}

const authRequired = -32000;

/** Speaks with an agent from the first word to the end of its last turn; gives the reason why that ended. */
export async function converse(options: ConversationOptions): Promise<string> {
  const { transcript, inputs, agent } = options;
  const session = await within(options.startMs, begin(options));
  options.onSession(session);
  let text = options.prompt(session.isResumed);
  let author = 'OvermindOps';
  for (;;) {
    transcript.addPrompt(text, author);
    const method = methods.agent.session.prompt;
    const answer = await agent.request(method, { sessionId: session.id, prompt: [{ type: 'text', text }] });
    const { stopReason } = readAnswer(TurnEnd, answer, method);
    if (stopReason !== 'end_turn') return stopReason;
    const input = inputs.take();
    if (input === null) return stopReason;
    text = input.text;
    author = input.author;
  }
}

async function begin(options: ConversationOptions) {
  const info = await introduce(options.agent);
  return await signedIn(info, options, () => openSession(info, options));
}

/** The first words. What the agent answers says what it can do. */
export async function introduce(agent: ClientContext): Promise<Introduction> {
  const answer = await agent.request(methods.agent.initialize, {
    protocolVersion: PROTOCOL_VERSION,
    // Neither files nor terminals: the agent works with its own tools, inside the sandbox.
    clientCapabilities: {},
    clientInfo: { name: 'overmindops', title: 'OvermindOps', version: '1' },
  });
  const info = readAnswer(Introduction, answer, methods.agent.initialize);
  if (info.protocolVersion !== PROTOCOL_VERSION)
    throw new AgentFailure(
      `speaks version ${JSON.stringify(info.protocolVersion)} of the protocol, and not ${PROTOCOL_VERSION}`,
    );
  return info;
}

type SignInPlace = Pick<ConversationOptions, 'agent' | 'preset' | 'environment'>;

/** Opens a session, and signs in before it where the agent asks for that. */
export async function signedIn<T>(
  info: Introduction,
  place: SignInPlace,
  open: () => Promise<T>,
): Promise<T> {
  try {
    return await open();
  } catch (error) {
    if (!(error instanceof RequestError) || error.code !== authRequired) throw error;
    await signIn(info, place, error);
    return await open();
  }
}

/** By a key that the runner has; what needs a browser or a terminal is a person's to do. */
async function signIn(
  { authMethods }: Introduction,
  { agent, preset, environment }: SignInPlace,
  refusal: RequestError,
): Promise<void> {
  const ways = preset?.signIns.filter(({ variable }) => Boolean(environment[variable])) ?? [];
  const way = ways.find(({ method }) => authMethods?.some(({ id }) => id === method));
  const hint = preset?.signInHint ?? 'see its manual';
  if (way === undefined)
    throw new AgentFailure(`is not signed in (${refusal.message}). Sign in to it on the runner: ${hint}`);
  try {
    await agent.request(methods.agent.authenticate, { methodId: way.method });
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    throw new AgentFailure(
      `did not take ${way.variable} (${error.message}). Sign in to it on the runner: ${hint}`,
    );
  }
}

/** Rejects with an AgentFailure when it takes longer. */
export async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const seconds = Math.round(ms / 1_000);
    timer = setTimeout(() => reject(new AgentFailure(`had no session after ${seconds} s`)), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What an agent's error says, from its name on. */
export function failureWords(error: RequestError): string {
  const details = detailsOf(error.data);
  return `failed: ${error.message}${details === '' ? '' : `: ${details}`}`.slice(0, 1_000);
}

function detailsOf(data: unknown): string {
  if (typeof data === 'string') return data;
  if (typeof data !== 'object' || data === null) return '';
  const found = ['details', 'message', 'error'].map(
    (name) => Object.entries(data).find(([key]) => key === name)?.[1],
  );
  return found.find((value) => typeof value === 'string') ?? '';
}
