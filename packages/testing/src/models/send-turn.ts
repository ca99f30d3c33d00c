import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { ReplyContext, WireFormat } from './formats/wire-format.ts';
import type { Failure, Reply, Turn } from './script.ts';

export interface TurnTarget {
  readonly format: WireFormat;
  readonly context: ReplyContext;
  readonly response: ServerResponse;
  readonly key: string;
  /** Aborted when the client is gone or the server closes. */
  readonly signal: AbortSignal;
}

const FEW_CHUNKS = 12;
const HUGE_PIECE_BYTES = 64 * 1024;

/** Does on the wire what the turn says. Returns early when the client leaves. */
export async function sendTurn(turn: Turn, target: TurnTarget): Promise<void> {
  await untilReleased(turn.heldUntil, target.signal);
  if (target.signal.aborted) return;
  if ('fail' in turn) return sendFailure(turn, target);
  if (target.context.conversation.isStreamed) return sendStream(turn, target);
  sendJson(200, await target.format.wholeReply(turn, target.context), target);
}

async function untilReleased(heldUntil: Promise<unknown> | undefined, signal: AbortSignal): Promise<void> {
  if (heldUntil === undefined || signal.aborted) return;
  await Promise.race([heldUntil, new Promise((resolve) => signal.addEventListener('abort', resolve))]);
}

async function sendStream(reply: Reply, target: TurnTarget): Promise<void> {
  const { response, format, context } = target;
  response.writeHead(200, { 'content-type': format.streamType, 'cache-control': 'no-cache' });
  for await (const chunk of format.streamReply(reply, context)) {
    await write(chunk, target);
    if (target.signal.aborted) return;
  }
  response.end();
}

function sendFailure(failure: Failure, target: TurnTarget): void | Promise<void> {
  const { response, format, context, key } = target;
  switch (failure.fail) {
    case 'status': {
      const { status, retryAfterSeconds, message = `The script answers ${status}` } = failure;
      if (retryAfterSeconds !== undefined) response.setHeader('retry-after', String(retryAfterSeconds));
      return sendJson(status, format.error(status, message), target);
    }
    case 'echo_key':
      return sendJson(401, format.error(401, `Incorrect API key provided: ${key}`), target);
    case 'cut':
      return sendHalf(failure.reply, target, () => response.socket?.destroySoon());
    case 'ends_early':
      return sendHalf(failure.reply, target, () => response.end());
    case 'error_in_stream':
      return sendHalf(failure.reply, target, () => response.end(format.streamError(failure.message)));
    case 'redirect':
      response.writeHead(failure.status ?? 307, { location: failure.location }).end();
      return;
    case 'claimed_length':
      response.writeHead(200, { 'content-type': format.streamType, 'content-length': failure.sizeBytes });
      response.flushHeaders();
      return;
    case 'invalid_json': {
      const isEvents = context.conversation.isStreamed && format.streamType === 'text/event-stream';
      const type = context.conversation.isStreamed ? format.streamType : 'application/json';
      response.writeHead(200, { 'content-type': type }).end(isEvents ? 'data: {"id":\n\n' : '{"id":');
      return;
    }
    case 'wrong_content_type':
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html><title>Sign in</title></html>');
      return;
    case 'huge_body':
      return sendHuge(failure.sizeBytes, target);
  }
}

async function sendHalf(reply: Reply, target: TurnTarget, end: () => void): Promise<void> {
  const { response, format, context } = target;
  const { conversation } = context;
  if (conversation.isStreamed) {
    const chunks = await firstChunks(format.streamReply(reply, context));
    response.writeHead(200, { 'content-type': format.streamType });
    await write(chunks.slice(0, Math.ceil(chunks.length / 2)).join(''), target);
  } else {
    const body = JSON.stringify(await format.wholeReply(reply, context));
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length * 2 });
    await write(body.slice(0, body.length / 2), target);
  }
  end();
}

async function firstChunks(stream: AsyncIterable<string>): Promise<string[]> {
  const chunks: string[] = [];
  for await (const chunk of stream) {
    chunks.push(chunk);
    if (chunks.length === FEW_CHUNKS) break;
  }
  return chunks;
}

/** One JSON string of the size, so that a client that keeps the whole body feels all of it. */
async function sendHuge(sizeBytes: number, target: TurnTarget): Promise<void> {
  const { response, context, format } = target;
  const { isStreamed } = context.conversation;
  response.writeHead(200, { 'content-type': isStreamed ? format.streamType : 'application/json' });
  await write(isStreamed && format.streamType === 'text/event-stream' ? 'data: {"id":"' : '{"id":"', target);
  for (let left = sizeBytes; left > 0 && !target.signal.aborted; left -= HUGE_PIECE_BYTES)
    await write('x'.repeat(Math.min(left, HUGE_PIECE_BYTES)), target);
  response.end(isStreamed ? '"}\n\n' : '"}');
}

function sendJson(status: number, body: unknown, { response }: TurnTarget): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** Waits for room, so that an endless stream takes no memory and ends with its reader. */
async function write(chunk: string, { response, signal }: TurnTarget): Promise<void> {
  if (signal.aborted) return;
  // Without this turn of the event loop, a stream that never fills its buffer would hear of no closing.
  if (response.write(chunk)) return new Promise((resolve) => setImmediate(resolve));
  await once(response, 'drain', { signal }).catch(() => {});
}
