import { once } from 'node:events';
import { methods, RequestError } from '@agentclientprotocol/sdk';
import { askPermission } from './ask.ts';
import type { Step } from './step.ts';
import { say, type Turn, TurnEnd } from './turn.ts';

type Hang = Extract<Step, { do: 'hang' }>;
type BreakProtocol = Extract<Step, { do: 'break_protocol' }>;
const LINE_PIECE_BYTES = 1024 * 1024;

/** Never resolves unless it heeds a cancel, and then ends the turn. */
export async function hang({ heedsCancel = true, ignoresSigterm }: Hang, cancelled: AbortSignal) {
  if (ignoresSigterm) process.on('SIGTERM', () => {});
  // A pending promise alone keeps no process alive.
  const keepAlive = setInterval(() => {}, 60_000);
  await new Promise<void>((resolve) => {
    if (!heedsCancel) return;
    if (cancelled.aborted) resolve();
    cancelled.addEventListener('abort', () => resolve());
  });
  clearInterval(keepAlive);
  throw new TurnEnd('cancelled');
}

export async function flood(turn: Turn, updates: number, chunkBytes: number): Promise<void> {
  const text = 'x'.repeat(chunkBytes);
  for (let sent = 0; sent < updates && !turn.cancelled.aborted; sent++) await say(turn, text);
}

export async function askMany(turn: Turn, count: number): Promise<void> {
  const asked = Array.from({ length: count }, (_, index) =>
    askPermission(turn, { title: `Permission ${index + 1}` }),
  );
  const given = (await Promise.all(asked)).filter((answer) => answer === 'allowed');
  await say(turn, `${given.length} of ${count} permissions were given.`);
}

/** Writes past the protocol, between its messages. */
export async function breakProtocol({ how }: BreakProtocol, { sessionId }: Turn): Promise<void> {
  const send = (message: object) => writeRaw(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  switch (how) {
    case 'garbage_lines':
      return writeRaw('Segmentation fault\n{"jsonrpc":\n\u0000\u0001\n[1,2,3]\n"text"\n\n');
    case 'wrong_ids':
      await send({ id: 987654321, result: {} });
      await send({ id: 'never-asked', error: { code: -32000, message: 'No' } });
      return send({ id: null, result: null });
    case 'wrong_session': {
      const update = {
        sessionUpdate: 'agent_message_chunk',
        content: { type: 'text', text: 'From elsewhere' },
      };
      return send({
        method: methods.client.session.update,
        params: { sessionId: `${sessionId}-other`, update },
      });
    }
    case 'wrong_shapes':
      await send({
        method: methods.client.session.update,
        params: { sessionId, update: { sessionUpdate: 'surprise' } },
      });
      await send({ method: methods.client.session.update, params: [] });
      return send({ id: 5, method: 'no/such_method', params: {} });
    case 'half_line':
      await writeRaw('{"jsonrpc":"2.0","method":"session/upd');
      process.exit(0);
  }
}

export async function writeEndlessLine(sizeBytes: number): Promise<void> {
  for (let left = sizeBytes; left > 0; left -= LINE_PIECE_BYTES)
    await writeRaw('x'.repeat(Math.min(left, LINE_PIECE_BYTES)));
}

export function failTurn(message: string): never {
  throw new RequestError(-32603, message);
}

/** Ends without a word, as a crash does. */
export async function killItself(): Promise<void> {
  process.kill(process.pid, 'SIGKILL');
  await new Promise(() => {});
}

async function writeRaw(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}
