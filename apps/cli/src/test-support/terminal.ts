import { once } from 'node:events';
import type { TerminalServerFrame } from '@overmind/contracts/frames/terminal';
import { WebSocket } from 'ws';

/** Opens a terminal in the workspace of a run, types, and waits until the shell has ended. */
export async function typeInTerminal(
  { url, token }: { url: string; token: string | undefined },
  runId: string,
  text: string,
): Promise<void> {
  const address = `${url.replace(/^http/, 'ws')}/ws/terminal?run_id=${runId}&cols=80&rows=24`;
  const socket = new WebSocket(address, { headers: { authorization: `Bearer ${token ?? ''}` } });
  socket.on('message', (data) => {
    const frame = JSON.parse(String(data)) as TerminalServerFrame;
    if (frame.type === 'opened')
      socket.send(JSON.stringify({ type: 'data', data: Buffer.from(text).toString('base64') }));
  });
  const [code, reason] = (await once(socket, 'close')) as [number, Buffer];
  if (code !== 1000) throw new Error(`The terminal closed with ${code}: ${reason.toString()}`);
}
