import {
  closeCodes,
  deadAfterMs,
  heartbeatIntervalMs,
  maxFramesPerSecond,
} from '@overmind/contracts/frames/line';
import type { RawData, WebSocket } from 'ws';

/** Keeps a socket honest: text frames (others only where they are asked for), valid JSON, not too many, and alive. */
export function guardSocket(
  socket: WebSocket,
  receive: (value: unknown) => void,
  options: {
    maxFramesPerSecond?: number;
    /** Over so long the average counts; a second unless stated. */
    framesCountedMs?: number;
    onPing?: () => void;
    /** Binary frames are taken too. */
    receiveBytes?: (bytes: Buffer) => void;
  } = {},
): void {
  const countedMs = options.framesCountedMs ?? 1_000;
  const limit = ((options.maxFramesPerSecond ?? maxFramesPerSecond) * countedMs) / 1_000;
  let lastSeenAt = Date.now();
  let windowStart = lastSeenAt;
  let frames = 0;
  const beat = setInterval(() => {
    if (Date.now() - lastSeenAt > deadAfterMs) socket.terminate();
    else {
      socket.ping();
      options.onPing?.();
    }
  }, heartbeatIntervalMs);
  const isTooMany = (): boolean => {
    const now = Date.now();
    if (now - windowStart >= countedMs) {
      windowStart = now;
      frames = 0;
    }
    frames += 1;
    return frames > limit;
  };
  socket.on('pong', () => {
    lastSeenAt = Date.now();
  });
  socket.on('ping', () => {
    lastSeenAt = Date.now();
  });
  socket.on('close', () => clearInterval(beat));
  // A broken frame (size, UTF-8) closes this socket with its own code; nothing else is affected.
  socket.on('error', () => {});
  socket.on('message', (data: RawData, isBinary: boolean) => {
    lastSeenAt = Date.now();
    // One that was told to go may still send for as long as it does not answer.
    if (socket.readyState !== socket.OPEN) return;
    if (isTooMany()) return socket.close(closeCodes.too_many_frames, 'too many frames');
    if (isBinary && options.receiveBytes) return options.receiveBytes(data as Buffer);
    const value = isBinary ? undefined : parseJson(data);
    if (value === undefined) return socket.close(closeCodes.bad_frame, 'not a JSON frame');
    receive(value);
  });
  socket.resume();
}

/** Closes a socket that nobody listens to yet: it has to read again to see the answer. */
export function closeSocket(socket: WebSocket, code: number, reason: string): void {
  socket.resume();
  socket.close(code, reason);
}

function parseJson(data: RawData): unknown {
  try {
    return JSON.parse((data as Buffer).toString('utf8'));
  } catch {
    return undefined;
  }
}
