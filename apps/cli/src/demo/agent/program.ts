#!/usr/bin/env node
import { randomUUID } from 'node:crypto';
import { Readable, Writable } from 'node:stream';
import { agent, methods, ndJsonStream, PROTOCOL_VERSION, RequestError } from '@agentclientprotocol/sdk';
import { mend } from './mend.ts';
import { Turn, TurnCancelled } from './turn.ts';

/**
 * The demo's coding agent: a real program of the Agent Client Protocol with a script where others have a model. It
 * runs the tests, mends the one fault that it knows, with a permission, and runs them again. It works in the
 * session's folder, with no network and no home.
 */

const sessions = new Map<string, { cwd: string; turn: AbortController }>();

agent({ name: 'overmindops-scripted-demo-agent' })
  .onRequest(methods.agent.initialize, () => ({
    protocolVersion: PROTOCOL_VERSION,
    agentCapabilities: {},
    agentInfo: { name: 'scripted-demo-agent', title: 'Scripted demo agent (no model)', version: '1.0.0' },
  }))
  .onRequest(methods.agent.session.new, ({ params: { cwd } }) => {
    const sessionId = randomUUID();
    sessions.set(sessionId, { cwd, turn: new AbortController() });
    return { sessionId };
  })
  .onRequest(methods.agent.session.prompt, async ({ params: { sessionId }, client }) => {
    const session = sessions.get(sessionId);
    if (session === undefined) throw RequestError.resourceNotFound(sessionId);
    session.turn = new AbortController();
    try {
      await mend(new Turn(client, sessionId, session.cwd, session.turn.signal));
      return { stopReason: 'end_turn' };
    } catch (error) {
      if (error instanceof TurnCancelled || session.turn.signal.aborted) return { stopReason: 'cancelled' };
      throw error;
    }
  })
  .onNotification(methods.agent.session.cancel, ({ params }) => sessions.get(params.sessionId)?.turn.abort())
  .connect(
    ndJsonStream(Writable.toWeb(process.stdout), Readable.toWeb(process.stdin) as ReadableStream<Uint8Array>),
  );
