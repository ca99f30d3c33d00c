import { randomUUID } from 'node:crypto';
import { maxClientFrameBytes, maxFramesPerSecond } from '@overmind/contracts/frames/line';
import * as auth from '@overmind/contracts/routes/auth';
import { createTask } from '@overmind/contracts/routes/tasks';
import { putMember, removeMember, updateUser } from '@overmind/contracts/routes/users';
import { type Revocation, topics } from '@overmind/core/bus/bus';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { addRunner, FakeRunner } from '../test-support/fake-runner.ts';
import { FrameSocket } from '../test-support/frame-socket.ts';
import { addMember, addPerson, addProject, makeToken, type Person } from '../test-support/people.ts';
import { startTestServer, type TestServer } from '../test-support/start-test-server.ts';
import { TestViewer } from '../test-support/viewer.ts';

let server: TestServer;
let ada: Person;
let admin: Person;
let projectId: string;
beforeAll(async () => {
  server = await startTestServer();
  admin = await addPerson(server, { isAdmin: true });
  ada = await addPerson(server);
  projectId = (await addProject(server, ada)).id;
});
afterAll(() => server.stop());
afterEach(() => expect(server.faults.splice(0)).toEqual([]));

type Options = ConstructorParameters<typeof TestViewer>[1];
const dial = (options: Partial<Options>): TestViewer => {
  const viewer = new TestViewer(server, { projectId, ...options });
  onTestFinished(() => viewer.close());
  return viewer;
};
const codeOf = async (viewer: FrameSocket<never, never> | TestViewer): Promise<number> =>
  (await viewer.closed).code;
async function open(token = ada.token): Promise<TestViewer> {
  const viewer = dial({ token });
  await viewer.waitFor('hello');
  return viewer;
}

describe('a socket', () => {
  it('opens for a bearer, a cookie, a token of the query and an API token', async () => {
    const { token } = await makeToken(ada, ['read'], projectId);
    const query = new FrameSocket<never, { type: 'hello' }>(
      `ws://127.0.0.1:${server.port}/ws?project_id=${projectId}&token=${ada.token}`,
    );
    onTestFinished(() => query.close());
    await query.waitFor('hello');
    for (const options of [
      { token: ada.token },
      { token },
      { headers: { cookie: `overmind_session=${ada.token}` } },
    ])
      await dial(options).waitFor('hello');
  });

  it('closes with 4401 for nobody, and shows nothing', async () => {
    for (const token of [undefined, 'wrong', `oms_${'x'.repeat(43)}`, 'x'.repeat(500)]) {
      const viewer = dial(token === undefined ? {} : { token });
      expect(await codeOf(viewer)).toBe(4401);
      expect(viewer.frames).toEqual([]);
    }
  });

  it('closes with 4403 alike for a foreign and an unknown project, and for who is no person', async () => {
    const stranger = await addPerson(server);
    const other = await addProject(server, ada);
    const { token: bound } = await makeToken(ada, ['read'], other.id);
    const runner = await addRunner(server);
    const dials = [
      dial({ token: stranger.token }),
      dial({ token: stranger.token, projectId: randomUUID() }),
      dial({ token: admin.token }),
      dial({ token: bound }),
      dial({ token: runner.token }),
      new FakeRunner(server, { id: '', token: ada.token }),
    ];
    const ends = await Promise.all(dials.map((each) => each.closed));
    expect(ends.map((end) => end.code)).toEqual(dials.map(() => 4403));
    expect(ends[0]).toEqual(ends[1]);
    expect(dials.flatMap((each) => each.frames as unknown[])).toEqual([]);
  });

  it('closes with 4400 for an address that makes no sense', async () => {
    const token = ada.token;
    const wrong = [
      { projectId: 'x' },
      { afterSeq: -1 },
      { afterSeq: 'x' },
      { afterSeq: 1.5 },
      { afterSeq: '1e30' },
      { afterSeq: 'Infinity' },
    ];
    for (const options of wrong)
      expect([options, await codeOf(dial({ token, ...options }))]).toEqual([options, 4400]);
  });

  it.each<[string, string | Buffer]>([
    ['no JSON', '{'],
    ['bytes', Buffer.from('{"type":"ping"}')],
    ['an unknown type', '{"type":"shout"}'],
    ['an unknown field', '{"type":"ping","extra":1}'],
    ['no object', '[]'],
    ['null', 'null'],
    ['deep nesting', '['.repeat(100_000)],
    ['a prototype key', '{"type":"ping","__proto__":{"x":1}}'],
    ['a bad run', '{"type":"subscribe","run_id":"x"}'],
    ['a negative seq', `{"type":"subscribe","run_id":"*","after_seq":-1}`],
  ])('closes with 4400 for %s, and no other socket does', async (_name, frame) => {
    const [good, bad] = [await open(), await open()];
    bad.socket.send(frame);
    expect(await codeOf(bad)).toBe(4400);
    good.send({ type: 'ping' });
    await good.waitFor('pong');
  });

  it('closes for text that is not UTF-8, and with 1009 for a frame that is too large', async () => {
    const [good, broken, large] = [await open(), await open(), await open()];
    broken.socket.send(Buffer.from([0xff, 0xfe]), { binary: false });
    large.socket.send('x'.repeat(maxClientFrameBytes + 1));
    expect([await codeOf(broken), await codeOf(large)]).toEqual([1007, 1009]);
    good.socket.send(JSON.stringify({ type: 'ping' }).padEnd(maxClientFrameBytes, ' '));
    await good.waitFor('pong');
  });

  it('closes with 4429 for more than 100 frames in a second, and does not answer those', async () => {
    const viewer = await open();
    let sent = 0;
    const overdo = () => {
      for (let count = 0; count < maxFramesPerSecond * 3; count += 1) viewer.send({ type: 'ping' });
      sent += maxFramesPerSecond * 3;
      return viewer.closedWith;
    };
    expect((await waitFor(overdo, { what: 'the socket to close' })).code).toBe(4429);
    expect(viewer.all('pong').length).toBeLessThan(sent);
  });

  it('answers a ping with a pong, at both levels', async () => {
    const viewer = await open();
    viewer.send({ type: 'ping' });
    await viewer.waitFor('pong');
    const ponged = new Promise((resolve) => viewer.socket.once('pong', resolve));
    viewer.socket.ping('hi');
    await ponged;
  });

  it('is not compressed', async () => {
    const viewer = await open();
    expect(viewer.socket.extensions).toBe('');
  });
});

describe('what a socket was opened by', () => {
  /** Resolves with the code it closed with. */
  async function closing(viewer: TestViewer, act: () => Promise<unknown>): Promise<number> {
    await act();
    return (await waitFor(() => viewer.closedWith, { what: 'the socket to close' })).code;
  }
  const sessionOf = async (person: Person) => (await person.api.call(auth.getMe, {})).session_id ?? '';

  it('closes it when it is revoked: a session, a token, a sign-out', async () => {
    const bob = await addPerson(server);
    await addMember(server, projectId, bob, 'viewer');
    const { id, token } = await makeToken(bob, ['read']);
    expect(await closing(await open(token), () => bob.api.call(auth.revokeToken, { params: { id } }))).toBe(
      4401,
    );
    const again = await server.nobody.call(auth.login, {
      body: { email: bob.email, password: 'a long enough phrase 7' },
    });
    const session = await sessionOf({ ...bob, api: server.nobody.withToken(again.token) });
    expect(
      await closing(await open(again.token), () =>
        bob.api.call(auth.revokeSession, { params: { id: session } }),
      ),
    ).toBe(4401);
    expect(await closing(await open(bob.token), () => bob.api.call(auth.logout, {}))).toBe(4401);
  });

  it('closes it when it expires, though nobody says so', async () => {
    const bob = await addPerson(server);
    await addMember(server, projectId, bob, 'viewer');
    const { id, token } = await makeToken(bob, ['read']);
    const past = { expires_at: new Date(Date.now() - 1) };
    const expire = {
      token: () => server.core.db.updateTable('api_tokens').set(past).where('id', '=', id).execute(),
      session: () => server.core.db.updateTable('sessions').set(past).where('user_id', '=', bob.id).execute(),
    };
    const [byToken, bySession, other] = [await open(token), await open(bob.token), await open()];
    expect(await closing(byToken, expire.token)).toBe(4401);
    expect(await closing(bySession, expire.session)).toBe(4401);
    expect(other.closedWith).toBeNull();
  });

  it('closes it when the member is removed, the user deactivated or the password changed', async () => {
    const bob = await addPerson(server);
    const params = { id: projectId, user_id: bob.id };
    await ada.api.call(putMember, { params, body: { role: 'viewer' } });
    expect(await closing(await open(bob.token), () => ada.api.call(removeMember, { params }))).toBe(4403);
    await ada.api.call(putMember, { params, body: { role: 'viewer' } });
    const { token } = await server.nobody.call(auth.login, {
      body: { email: bob.email, password: 'a long enough phrase 7' },
    });
    const body = { current_password: 'a long enough phrase 7', new_password: 'another long phrase 8' };
    expect(await closing(await open(token), () => bob.api.call(auth.changePassword, { body }))).toBe(4401);
    const stay = await open(bob.token);
    expect(
      await closing(stay, () =>
        admin.api.call(updateUser, { params: { id: bob.id }, body: { is_active: false } }),
      ),
    ).toBe(4401);
  });

  it('brings back whose role changed, and leaves the others open', async () => {
    const [bob, carol] = [await addPerson(server), await addPerson(server)];
    for (const person of [bob, carol]) await addMember(server, projectId, person, 'viewer');
    const [theirs, other] = [await open(bob.token), await open(carol.token)];
    const params = { id: projectId, user_id: bob.id };
    expect(await closing(theirs, () => ada.api.call(putMember, { params, body: { role: 'operator' } }))).toBe(
      1001,
    );
    await open(bob.token);
    await bob.api.call(createTask, { params: { id: projectId }, body: { title: 'x', type: 'test' } });
    await waitFor(() => other.events.length > 0, { what: 'the other to go on' });
  });

  it('leaves open who came with that role already, however late the news of it arrives', async () => {
    const dan = await addPerson(server);
    await addMember(server, projectId, dan, 'viewer');
    const theirs = await open(dan.token);
    const revocation: Revocation = { kind: 'member', userId: dan.id, projectId };
    server.core.bus.publish(topics.revoked, JSON.stringify(revocation));
    const body = { title: 'After it', type: 'test' as const };
    await ada.api.call(createTask, { params: { id: projectId }, body });
    await waitFor(() => theirs.events.length > 0, { what: 'the news after it' });
    expect(theirs.closedWith).toBeNull();
  });
});

it('closes every socket when the server stops', async () => {
  const own = await startTestServer();
  const bob = await addPerson(own);
  const project = await addProject(own, bob);
  const viewer = await TestViewer.open(own, { projectId: project.id, token: bob.token });
  const runner = await FakeRunner.connect(own);
  await own.stop();
  expect([(await viewer.closed).code, (await runner.closed).code]).toEqual([1001, 1001]);
});
