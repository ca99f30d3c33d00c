import type { AddressInfo } from 'node:net';
import { expect } from 'vitest';
import { type WebSocket as ServerSocket, WebSocket, WebSocketServer } from 'ws';
import { uuid } from './mock/fixtures/ids.ts';
import { goTo } from './render-in-project.tsx';

interface Connection {
  socket: ServerSocket;
  query: URLSearchParams;
  frames: Record<string, unknown>[];
  audio: number[];
  audioFrames: number;
}

export const recordingId = uuid(9, 1);
export const messageId = uuid(8, 1);
/** What was said, and said in the chat. */
export const finalFrame = (text: string) => ({
  ...{ type: 'transcript.final', text, segments: [] },
  ...{ recording_id: recordingId, message_id: messageId },
});
/** The other end's own, where a page has the browser's. */
export const NodeSocket = WebSocket as unknown as typeof globalThis.WebSocket;

/** The server's end of the microphone, on a real socket, which says what a test tells it to; the page is put there. */
export async function startVoiceServer() {
  const connections: Connection[] = [];
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  server.on('connection', (socket, request) => {
    const query = new URL(request.url ?? '', 'http://x').searchParams;
    const connection: Connection = { socket, query, frames: [], audio: [], audioFrames: 0 };
    connections.push(connection);
    socket.on('message', (data, isBinary) => {
      if (isBinary) {
        for (const byte of data as Buffer) connection.audio.push(byte);
        connection.audioFrames += 1;
      } else connection.frames.push(JSON.parse(String(data)) as Record<string, unknown>);
    });
  });
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  goTo(`http://127.0.0.1:${port}/`);
  const send = ({ socket }: Connection, frame: unknown) => socket.send(JSON.stringify(frame));
  return {
    connections,
    /** Of those on which something was said, once it has said its first word. */
    connection: async (index: number): Promise<Connection> => {
      const said = () => connections.filter(({ frames }) => frames.length > 0)[index];
      await expect.poll(said).toBeDefined();
      return said() as Connection;
    },
    send,
    ready: (to: Connection, acked = 0, isLive = true) =>
      send(to, { type: 'ready', recording_id: recordingId, acked_bytes: acked, is_live: isLive }),
    close: async () => {
      // A code after which nobody dials again.
      for (const { socket } of connections) socket.close(4403);
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
