import { vi } from 'vitest';
import { startMock } from './mock/server.ts';
import { NodeSocket } from './voice-server.ts';

export type LiveMock = Awaited<ReturnType<typeof startLiveMock>>;

interface Connection {
  start(): void;
  stop(): void;
}

/** The mock for pages that follow their project over its socket. */
export async function startLiveMock() {
  const mock = await startMock();
  vi.stubGlobal('WebSocket', NodeSocket);
  const followed: Connection[] = [];
  /** The connection of a page, from now on until the mock is closed. */
  const follow = (connection: Connection) => {
    followed.push(connection);
    connection.start();
  };
  const close = () => {
    for (const connection of followed) connection.stop();
    vi.unstubAllGlobals();
    mock.close();
  };
  return { ...mock, follow, close };
}
