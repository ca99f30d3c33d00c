import { randomUUID } from 'node:crypto';
import { Readable, Writable } from 'node:stream';
import {
  type AgentContext,
  agent,
  methods,
  ndJsonStream,
  PROTOCOL_VERSION,
  type PromptRequest,
  RequestError,
  type StopReason,
} from '@agentclientprotocol/sdk';
import { act } from './act.ts';
import { readHistory, writeHistory } from './history.ts';
import { readSteps, type Step } from './step.ts';
import { say, TurnEnd } from './turn.ts';

/**
 * A coding agent without a mind: it does the steps that its prompts spell out. Arguments: `--steps TEXT` replaces
 * those of every prompt, `--at-start TEXT` is done before the first message, `--without-load` offers no loading.
 */

const sessions = new Map<string, { cwd: string; turn: AbortController }>();
const offersLoad = !process.argv.includes('--without-load');

await doAtStart();
agent({ name: 'echo-agent' })
  .onRequest(methods.agent.initialize, () => ({
    protocolVersion: PROTOCOL_VERSION,
    agentCapabilities: { loadSession: offersLoad },
    agentInfo: { name: 'echo-agent', title: 'Echo', version: '1.0.0' },
  }))
  .onRequest(methods.agent.session.new, ({ params }) => {
    const sessionId = randomUUID();
    openSession(sessionId, params.cwd);
    writeHistory(sessionId, []);
    return { sessionId };
  })
  .onRequest(methods.agent.session.load, async ({ params: { sessionId, cwd }, client }) => {
    const prompts = offersLoad ? readHistory(sessionId) : null;
    if (prompts === null) throw RequestError.resourceNotFound(sessionId);
    openSession(sessionId, cwd);
    for (const text of prompts) {
      const update = { sessionUpdate: 'user_message_chunk', content: { type: 'text', text } } as const;
      await client.notify(methods.client.session.update, { sessionId, update });
    }
    return {};
  })
  .onRequest(methods.agent.session.prompt, async ({ params, client }) => ({
    stopReason: await answer(params, client),
  }))
  .onNotification(methods.agent.session.cancel, ({ params }) => sessions.get(params.sessionId)?.turn.abort())
  .connect(ndJsonStream(Writable.toWeb(process.stdout), input()));

function openSession(sessionId: string, cwd: string): void {
  sessions.set(sessionId, { cwd, turn: new AbortController() });
}

async function answer({ sessionId, prompt }: PromptRequest, client: AgentContext): Promise<StopReason> {
  const session = sessions.get(sessionId);
  if (session === undefined) throw RequestError.resourceNotFound(sessionId);
  const text = prompt.map((block) => (block.type === 'text' ? block.text : '')).join('\n');
  const earlier = readHistory(sessionId) ?? [];
  writeHistory(sessionId, [...earlier, text]);
  session.turn = new AbortController();
  const turn = {
    client,
    sessionId,
    cwd: session.cwd,
    earlierPrompts: earlier.length,
    cancelled: session.turn.signal,
  };
  const steps = readSteps(argument('--steps') ?? text);
  if (steps.length === 0) await say(turn, text);
  try {
    for (const step of steps) await act(step, turn);
    return turn.cancelled.aborted ? 'cancelled' : 'end_turn';
  } catch (error) {
    if (error instanceof TurnEnd) return error.reason;
    throw error;
  }
}

/** Only steps that need no session: to exit, hang, write to standard error or break the protocol. */
async function doAtStart(): Promise<void> {
  for (const step of readSteps(argument('--at-start') ?? '')) await act(step, noTurn(step));
}

/** For steps that speak to no client; another one fails. */
function noTurn(step: Step) {
  const cancelled = new AbortController().signal;
  const client = new Proxy({} as AgentContext, {
    get: () => {
      throw new Error(`${step.do} needs a session`);
    },
  });
  return { client, sessionId: 'none', cwd: process.cwd(), earlierPrompts: 0, cancelled };
}

function argument(name: string): string | undefined {
  const index = process.argv.indexOf(name);
  return index < 0 ? undefined : process.argv[index + 1];
}

function input(): ReadableStream<Uint8Array> {
  return Readable.toWeb(process.stdin) as ReadableStream<Uint8Array>;
}
