import { connect, type Socket } from 'node:net';
import { type Spread, spreadOf } from '../stats.ts';

export interface HammerResult {
  perSecond: number;
  latency: Spread;
  failed: number;
}

interface Target {
  baseUrl: string;
  token?: string;
  method: 'GET' | 'POST';
  path: string;
  body?: (index: number) => string;
}

/**
 * Calls one address from `concurrency` kept-open connections for a while. A bare HTTP/1.1 client: on two cores
 * whatever a richer one takes is taken from the server.
 */
export async function hammer(target: Target, concurrency: number, durationMs: number): Promise<HammerResult> {
  const latencies: number[] = [];
  let failed = 0;
  let index = 0;
  const startedAt = performance.now();
  const end = startedAt + durationMs;
  const work = async (): Promise<void> => {
    const socket = connect(Number(new URL(target.baseUrl).port), '127.0.0.1').setNoDelay();
    while (performance.now() < end) {
      const sentAt = performance.now();
      const status = await call(socket, toRequest(target, index++));
      latencies.push(performance.now() - sentAt);
      if (status >= 400) failed++;
    }
    socket.destroy();
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  const seconds = (performance.now() - startedAt) / 1000;
  return { perSecond: latencies.length / seconds, latency: spreadOf(latencies), failed };
}

function toRequest({ baseUrl, token, method, path, body }: Target, index: number): string {
  const content = body?.(index) ?? '';
  const head = [
    `${method} ${path} HTTP/1.1`,
    `host: ${new URL(baseUrl).host}`,
    ...(token === undefined ? [] : [`authorization: Bearer ${token}`]),
    ...(body ? ['content-type: application/json', `content-length: ${Buffer.byteLength(content)}`] : []),
  ];
  return `${head.join('\r\n')}\r\n\r\n${content}`;
}

/** Sends one request and reads its answer, which has to state its length; gives the status. */
function call(socket: Socket, request: string): Promise<number> {
  return new Promise((resolve, reject) => {
    let text = '';
    const receive = (chunk: Buffer): void => {
      text += chunk.toString('latin1');
      const bodyAt = text.indexOf('\r\n\r\n') + 4;
      if (bodyAt < 4) return;
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(text)?.[1] ?? 0);
      if (text.length < bodyAt + length) return;
      settle();
      resolve(Number(text.slice(9, 12)));
    };
    const fail = (): void => {
      settle();
      reject(new Error('the server closed a connection'));
    };
    const settle = (): void => {
      socket.off('data', receive).off('close', fail);
    };
    socket.on('data', receive).on('close', fail).write(request);
  });
}
