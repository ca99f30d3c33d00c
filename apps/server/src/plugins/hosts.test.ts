import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { addPerson, addProject, type Person } from '../test-support/people.ts';
import { send } from '../test-support/send.ts';
import { startTestServer, type TestServer } from '../test-support/start-test-server.ts';
import { TestViewer } from '../test-support/viewer.ts';

let server: TestServer;
let ada: Person;
let projectId: string;

beforeAll(async () => {
  server = await startTestServer({
    env: { ALLOWED_HOSTS: 'overmind.test', ALLOWED_ORIGINS: 'https://overmind.test' },
  });
  ada = await addPerson(server);
  projectId = (await addProject(server, ada)).id;
});
afterAll(() => server.stop());
afterEach(() => expect(server.faults.splice(0)).toEqual([]));

const foreignHosts = () => [
  ...['evil.test', 'localhost', 'localhost.evil.test', '127.0.0.1', '127.0.0.1.evil.test', '0.0.0.0'],
  ...[
    `localhost:${server.port + 1}`,
    `evil.test:${server.port}`,
    `overmind.test:${server.port}`,
    'overmind.test.',
  ],
  ...[`127.0.0.1:${server.port}@evil.test`, `2130706433:${server.port}`, 'null'],
];
const foreignOrigins = () => [
  ...[
    'null',
    'https://evil.test',
    `http://localhost:${server.port + 1}`,
    'http://localhost',
    'http://127.0.0.1',
  ],
  ...[
    `https://localhost:${server.port}`,
    `http://evil.test:${server.port}`,
    'https://overmind.test.evil.test',
  ],
  ...['http://overmind.test', `http://localhost:${server.port}.evil.test`, '', 'file://'],
];

describe('a host', () => {
  it('that is ours is served, by every name of this machine', async () => {
    for (const host of [
      `localhost:${server.port}`,
      `LOCALHOST:${server.port}`,
      `[::1]:${server.port}`,
      'overmind.test',
    ])
      expect((await send(server, { path: '/api/health', headers: { host } })).status, host).toBe(200);
  });

  it('that is foreign is misdirected, whatever is asked for', async () => {
    for (const host of foreignHosts()) {
      for (const path of ['/api/health', '/', '/api/nothing', '/api/docs/', '/api/%zz']) {
        const { status } = await send(server, { path, headers: { host } });
        expect(status, `${host} ${path}`).toBeOneOf(path === '/api/%zz' ? [400, 421] : [421]);
      }
    }
  });

  it('that is foreign is not told who is signed in, nor let on a socket', async () => {
    const headers = { host: 'evil.test' };
    const answer = await send(server, { path: '/api/auth/me', token: ada.token, headers });
    expect([answer.status, answer.problem.code]).toEqual([421, 'host_refused']);
    const viewer = new TestViewer(server, { projectId, token: ada.token, headers });
    await viewer.closed;
    expect(viewer.refusedWith).toBe(421);
  });
});

describe('an origin', () => {
  const write = (origin: string) =>
    send(server, {
      method: 'POST',
      path: '/api/projects',
      token: ada.token,
      headers: { origin },
      body: { name: 'X' },
    });

  it('that is ours may write and open sockets', async () => {
    for (const origin of [
      `http://localhost:${server.port}`,
      `http://127.0.0.1:${server.port}`,
      'https://overmind.test',
    ]) {
      expect((await write(origin)).status, origin).toBe(201);
      const viewer = await TestViewer.open(server, { projectId, token: ada.token, headers: { origin } });
      await viewer.close();
    }
  });

  it('that is foreign may neither write nor open a socket, and changes nothing', async () => {
    const before = (await send(server, { path: '/api/projects', token: ada.token })).json.items.length;
    for (const origin of foreignOrigins()) {
      const answer = await write(origin);
      expect([answer.status, answer.problem.code], origin).toEqual([403, 'origin_refused']);
      const viewer = new TestViewer(server, { projectId, token: ada.token, headers: { origin } });
      await viewer.closed;
      expect(viewer.refusedWith, origin).toBe(403);
    }
    const after = (await send(server, { path: '/api/projects', token: ada.token })).json.items.length;
    expect(after).toBe(before);
  });

  it('that is foreign cannot sign anybody in or out', async () => {
    for (const path of ['/api/auth/login', '/api/auth/logout', '/api/auth/setup', '/api/auth/password']) {
      const headers = { origin: 'https://evil.test' };
      expect((await send(server, { method: 'POST', path, token: ada.token, headers })).status).toBe(403);
    }
    expect((await send(server, { path: '/api/auth/me', token: ada.token })).status).toBe(200);
  });
});

describe('an upgrade', () => {
  const upgrade = (path: string, more = ''): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect(server.port, '127.0.0.1');
      let text = '';
      socket.on('data', (chunk) => {
        text += String(chunk);
      });
      socket.on('error', reject);
      socket.on('close', () => resolve(text.split('\r\n')[0] ?? ''));
      socket.write(
        `GET ${path} HTTP/1.1\r\nHost: localhost:${server.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${more}\r\n`,
      );
    });
  const key = 'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n';

  it.each(['//', '///', 'http://', '/%zz', '/ws/nothing', '/ws/', '/api/health', '*'])(
    'to %s is refused and harms nobody',
    async (path) => {
      expect(await upgrade(path, key)).toMatch(/^HTTP\/1\.1 4\d\d /);
      expect((await send(server, { path: '/api/health' })).status).toBe(200);
    },
  );

  it('without a proper handshake is refused', async () => {
    expect(await upgrade('/ws')).toMatch(/^HTTP\/1\.1 400 /);
    expect(await upgrade('/ws', 'Sec-WebSocket-Version: 7\r\nSec-WebSocket-Key: x\r\n')).toMatch(
      /^HTTP\/1\.1 4\d\d /,
    );
  });
});
