import { agent, client, methods, PROTOCOL_VERSION, RequestError } from '@agentclientprotocol/sdk';
import { expect, it, onTestFinished } from 'vitest';
import { InputQueue } from '../../dialogue/input-queue.ts';
import { buildAutomaton } from '../../output/redactor.ts';
import { findPreset } from '../../presets/presets.ts';
import { Transcript } from '../../transcript/transcript.ts';
import { type ConversationOptions, converse } from './conversation.ts';

interface Peer {
  version?: number;
  /** Sessions are only for those who signed in by it. */
  signIn?: string;
  canResume?: boolean;
  isHanging?: boolean;
}

/** An agent at the other end of a connection in memory, and what it was asked. */
function peer({ version = PROTOCOL_VERSION, signIn, canResume = false, isHanging = false }: Peer = {}) {
  const asked: string[] = [];
  let isSignedIn = signIn === undefined;
  const needed = (): void => {
    if (!isSignedIn) throw new RequestError(-32000, 'Authentication required');
  };
  const app = agent({ name: 'peer' })
    .onRequest(methods.agent.initialize, async () => {
      if (isHanging) await new Promise(() => {});
      return {
        protocolVersion: version,
        agentCapabilities: { loadSession: true, sessionCapabilities: canResume ? { resume: {} } : {} },
        authMethods: signIn === undefined ? [] : [{ id: signIn, name: signIn }],
      };
    })
    .onRequest(methods.agent.authenticate, ({ params }) => {
      asked.push(`authenticate ${params.methodId}`);
      isSignedIn = params.methodId === signIn;
      return {};
    })
    .onRequest(methods.agent.session.new, () => {
      needed();
      asked.push('new');
      return { sessionId: 'fresh' };
    })
    .onRequest(methods.agent.session.load, ({ params }) => {
      needed();
      asked.push(`load ${params.sessionId}`);
      if (params.sessionId === 'forgotten') throw RequestError.resourceNotFound('forgotten');
      return {};
    })
    .onRequest(methods.agent.session.resume, ({ params }) => {
      asked.push(`resume ${params.sessionId}`);
      return {};
    })
    .onRequest(methods.agent.session.prompt, ({ params: { sessionId, prompt } }) => {
      const [block] = prompt;
      asked.push(`prompt ${sessionId}: ${block?.type === 'text' ? block.text : ''}`);
      return { stopReason: 'end_turn' as const };
    });
  return { app, asked };
}

function talk(app: ReturnType<typeof peer>['app'], more: Partial<ConversationOptions> = {}) {
  const connection = client({ name: 'test' }).connect(app);
  onTestFinished(() => connection.close());
  const inputs = new InputQueue(async () => ({ kind: 'acked' }));
  const transcript = new Transcript(
    { secrets: buildAutomaton([]), write: () => 0, tell: () => {}, onBytes: () => {} },
    '/work',
  );
  const sessions: unknown[] = [];
  const options: ConversationOptions = {
    ...{ agent: connection.agent, transcript, inputs, cwd: '/work', environment: {}, preset: null },
    ...{ resume: null, startMs: 240_000, prompt: (isResumed) => (isResumed ? 'go on' : 'begin') },
    onSession: (session) => sessions.push(session),
    ...more,
  };
  return { ended: converse(options), sessions, inputs };
}
const codex = findPreset('codex');

it('begins a session and gives it the task', async () => {
  const { app, asked } = peer();
  const { ended, sessions } = talk(app);
  expect(await ended).toBe('end_turn');
  expect(asked).toEqual(['new', 'prompt fresh: begin']);
  expect(sessions).toMatchObject([{ id: 'fresh', isResumable: true }]);
});

it('gives what people said after the turn, in their order', async () => {
  const { app, asked } = peer();
  const { ended, inputs } = talk(app);
  inputs.add({ id: '1', text: 'first', author: 'Ada' });
  inputs.add({ id: '2', text: 'second', author: 'Ada' });
  await ended;
  expect(asked.slice(1)).toEqual(['prompt fresh: begin', 'prompt fresh: first', 'prompt fresh: second']);
});

it.each([
  [true, 'resume kept'],
  [false, 'load kept'],
])('goes on with a session (resume offered: %s)', async (canResume, how) => {
  const { app, asked } = peer({ canResume });
  await talk(app, { resume: 'kept' }).ended;
  expect(asked).toEqual([how, 'prompt kept: go on']);
});

it('begins anew where the agent has forgotten the session', async () => {
  const { app, asked } = peer();
  await talk(app, { resume: 'forgotten' }).ended;
  expect(asked).toEqual(['load forgotten', 'new', 'prompt fresh: begin']);
});

it('signs in with a key that the runner has', async () => {
  const { app, asked } = peer({ signIn: 'openai-api-key' });
  await talk(app, { preset: codex, environment: { OPENAI_API_KEY: 'sk-1' } }).ended;
  expect(asked).toEqual(['authenticate openai-api-key', 'new', 'prompt fresh: begin']);
});

it('tells a person to sign in where there is no key for it, and never starts a way that needs a person', async () => {
  const { app, asked } = peer({ signIn: 'chatgpt' });
  const { ended } = talk(app, { preset: codex, environment: { OPENAI_API_KEY: 'sk-1' } });
  await expect(ended).rejects.toThrow('Sign in to it on the runner: run "codex login"');
  expect(asked).toEqual([]);
});

it('does not speak another version of the protocol', async () => {
  await expect(talk(peer({ version: 99 }).app).ended).rejects.toThrow('speaks version 99 of the protocol');
});

it('does not wait for ever for a session', async () => {
  const { ended } = talk(peer({ isHanging: true }).app, { startMs: 50 });
  await expect(ended).rejects.toThrow('had no session after');
});
