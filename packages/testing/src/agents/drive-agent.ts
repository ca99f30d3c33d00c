import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { Readable, Writable } from 'node:stream';
import {
  type ClientContext,
  client,
  methods,
  ndJsonStream,
  PROTOCOL_VERSION,
  type PromptRequest,
  type RequestPermissionOutcome,
  type RequestPermissionRequest,
  type SessionUpdate,
} from '@agentclientprotocol/sdk';
import type { AgentSetUp } from './agent-set-up.ts';

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

export interface DriveOptions {
  readonly cwd: string;
  /** Default: the first option that allows. */
  readonly answerPermission?: (
    request: RequestPermissionRequest,
  ) => RequestPermissionOutcome | Promise<RequestPermissionOutcome>;
}

export interface DrivenAgent extends AsyncDisposable {
  readonly agent: ClientContext;
  readonly pid: number;
  readonly updates: readonly SessionUpdate[];
  readonly permissions: readonly RequestPermissionRequest[];
  /** What it has written to its standard error, the end of it where it is long. */
  stderr(): string;
  /** How the process ended. */
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** A new session in the folder. */
  startSession(): Promise<string>;
  /** Resolves with the stop reason. */
  prompt(sessionId: string, text: string): Promise<string>;
  /** SIGKILL for the process group; what a real agent has started in a session of its own is not in it. */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * An agent program under the SDK's client, initialised: the plainest peer, to see what the program itself does. The
 * client offers nothing, yet writes files for an agent that asks it to.
 */
export async function driveAgent(setUp: AgentSetUp, options: DriveOptions): Promise<DrivenAgent> {
  const child = await start(setUp, options.cwd);
  const pid = Number(child.pid);
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal }));
  const stderr = keepEnd(child.stderr);
  const { connection, updates, permissions } = connect(child, options);
  const { agent } = connection;
  const end = async () => {
    connection.close();
    endGroup(pid);
    await ended;
  };
  const clientCapabilities = {};
  await agent
    .request(methods.agent.initialize, { protocolVersion: PROTOCOL_VERSION, clientCapabilities })
    .catch(async (error) => {
      await end();
      throw new Error(`The agent could not be initialised: ${stderr()}`, { cause: error });
    });
  return {
    agent,
    pid,
    updates,
    permissions,
    stderr,
    ended,
    ...talk(agent, options),
    [Symbol.asyncDispose]: end,
  };
}

async function start({ argv: [program, ...args], env }: AgentSetUp, cwd: string) {
  const child = spawn(program, args, {
    cwd,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  await once(child, 'spawn');
  return child;
}

function connect(child: Child, { answerPermission = allow }: DriveOptions) {
  const updates: SessionUpdate[] = [];
  const permissions: RequestPermissionRequest[] = [];
  const connection = client({ name: 'test' })
    .onRequest(methods.client.session.requestPermission, async ({ params }) => {
      permissions.push(params);
      return { outcome: await answerPermission(params) };
    })
    .onRequest(methods.client.fs.writeTextFile, async ({ params }) => {
      await writeFile(params.path, params.content);
      return {};
    })
    .onNotification(methods.client.session.update, ({ params }) => void updates.push(params.update))
    .connect(streamOf(child));
  return { connection, updates, permissions };
}

function talk(agent: ClientContext, { cwd }: DriveOptions) {
  return {
    async startSession() {
      return (await agent.request(methods.agent.session.new, { cwd, mcpServers: [] })).sessionId;
    },
    async prompt(sessionId: string, text: string) {
      const params: PromptRequest = { sessionId, prompt: [{ type: 'text', text }] };
      return (await agent.request(methods.agent.session.prompt, params)).stopReason;
    },
  };
}

export function allow({ options }: RequestPermissionRequest): RequestPermissionOutcome {
  const option = options.find(({ kind }) => kind === 'allow_once');
  return option ? { outcome: 'selected', optionId: option.optionId } : { outcome: 'cancelled' };
}

export function reject({ options }: RequestPermissionRequest): RequestPermissionOutcome {
  const option = options.find(({ kind }) => kind === 'reject_once');
  return option ? { outcome: 'selected', optionId: option.optionId } : { outcome: 'cancelled' };
}

function streamOf({ stdin, stdout }: Child) {
  // A write to an agent that has died fails; that it died is seen by its end.
  stdin.on('error', () => {});
  return ndJsonStream(Writable.toWeb(stdin), Readable.toWeb(stdout) as ReadableStream<Uint8Array>);
}

function keepEnd(stream: Readable): () => string {
  let text = '';
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    text = (text + chunk).slice(-64 * 1024);
  });
  return () => text;
}

function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}
