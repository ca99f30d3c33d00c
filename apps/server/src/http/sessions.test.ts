import * as auth from '@overmind/contracts/routes/auth';
import { updateUser } from '@overmind/contracts/routes/users';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { addPerson, addProject, makeToken, type Person, password } from '../test-support/people.ts';
import { send } from '../test-support/send.ts';
import { startTestServer, type TestServer } from '../test-support/start-test-server.ts';

let server: TestServer;
let admin: Person;
beforeAll(async () => {
  server = await startTestServer();
  admin = await addPerson(server, { isAdmin: true });
});
afterAll(() => server.stop());
afterEach(() => expect(server.faults.splice(0)).toEqual([]));

const statusOf = async (token: string): Promise<number> =>
  (await send(server, { path: '/api/auth/me', token })).status;
const signIn = async (person: Person, secret = password): Promise<string> =>
  (await server.nobody.call(auth.login, { body: { email: person.email, password: secret } })).token;

describe('a session', () => {
  it('ends by signing out, which clears the cookie, and leaves the others', async () => {
    const ada = await addPerson(server);
    const other = await signIn(ada);
    const answer = await send(server, {
      method: 'POST',
      path: '/api/auth/logout',
      headers: { cookie: `overmind_session=${other}` },
    });
    expect(answer.status).toBe(204);
    expect(answer.headers['set-cookie']?.[0]).toMatch(/^overmind_session=; .*(Max-Age=0|1970)/);
    expect([await statusOf(other), await statusOf(ada.token)]).toEqual([401, 200]);
  });

  it('is listed with where it came from, the present one marked, and no secret', async () => {
    const ada = await addPerson(server);
    await send(server, {
      ...{ method: 'POST', path: '/api/auth/login', headers: { 'user-agent': 'x'.repeat(2_000) } },
      body: { email: ada.email, password },
    });
    const { items } = await ada.api.call(auth.listSessions, {});
    expect(items).toHaveLength(2);
    expect(items.map((session) => session.is_current)).toEqual([false, true]);
    expect(items[0]?.user_agent).toHaveLength(300);
    expect(JSON.stringify(items)).not.toContain('oms_');
  });

  it('is ended by its owner, once', async () => {
    const ada = await addPerson(server);
    const other = await signIn(ada);
    const id =
      (await ada.api.call(auth.listSessions, {})).items.find((session) => !session.is_current)?.id ?? '';
    await ada.api.call(auth.revokeSession, { params: { id } });
    expect(await statusOf(other)).toBe(401);
    await expect(ada.api.call(auth.revokeSession, { params: { id } })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('ends after 12 hours unused, and after 7 days in any case', async () => {
    const ada = await addPerson(server);
    const set = (change: { last_seen_at?: Date; expires_at?: Date }) =>
      server.core.db.updateTable('sessions').set(change).where('user_id', '=', ada.id).execute();
    const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000);
    await set({ last_seen_at: ago(11.9) });
    expect(await statusOf(ada.token)).toBe(200);
    await set({ last_seen_at: ago(12.1) });
    expect(await statusOf(ada.token)).toBe(401);
    await set({ last_seen_at: new Date(), expires_at: ago(0.001) });
    expect(await statusOf(ada.token)).toBe(401);
  });

  it('does not survive its user being deactivated, nor does a token, nor can they sign in', async () => {
    const ada = await addPerson(server);
    const { token } = await makeToken(ada, ['read']);
    await admin.api.call(updateUser, { params: { id: ada.id }, body: { is_active: false } });
    expect([await statusOf(ada.token), await statusOf(token)]).toEqual([401, 401]);
    await expect(signIn(ada)).rejects.toMatchObject({ code: 'unauthenticated' });
    await admin.api.call(updateUser, { params: { id: ada.id }, body: { is_active: true } });
    expect(await statusOf(ada.token)).toBe(401);
    await signIn(ada);
  });

  it('ends when an administrator sets a new password', async () => {
    const ada = await addPerson(server);
    await admin.api.call(updateUser, { params: { id: ada.id }, body: { password: 'another long phrase 8' } });
    expect(await statusOf(ada.token)).toBe(401);
    await signIn(ada, 'another long phrase 8');
  });
});

describe('changing the password', () => {
  const change = (ada: Person, current: string, next: string) =>
    ada.api.call(auth.changePassword, { body: { current_password: current, new_password: next } });

  it('ends every other session and keeps this one', async () => {
    const ada = await addPerson(server);
    const others = [await signIn(ada), await signIn(ada)];
    await change(ada, password, 'another long phrase 8');
    expect(await Promise.all([ada.token, ...others].map(statusOf))).toEqual([200, 401, 401]);
    await expect(signIn(ada)).rejects.toMatchObject({ code: 'unauthenticated' });
    await signIn(ada, 'another long phrase 8');
  });

  it('needs the present one, and a good new one', async () => {
    const ada = await addPerson(server);
    const wrong = { code: 'invalid', errors: [{ pointer: '/current_password' }] };
    await expect(change(ada, 'a wrong one', 'another long phrase 8')).rejects.toMatchObject(wrong);
    await expect(change(ada, password, 'password')).rejects.toMatchObject({ code: 'invalid' });
    await signIn(ada);
  });
});

describe('an API token', () => {
  it('is shown once and works until it is revoked or expires', async () => {
    const ada = await addPerson(server);
    const { id, token } = await makeToken(ada, ['read']);
    expect(token).toMatch(/^omp_[\w-]{43}$/);
    expect(await statusOf(token)).toBe(200);
    const listed = await ada.api.call(auth.listTokens, {});
    expect(listed.items.map((each) => each.id)).toEqual([id]);
    expect(JSON.stringify(listed)).not.toContain(token);
    const expire = (time: Date) =>
      server.core.db.updateTable('api_tokens').set({ expires_at: time }).where('id', '=', id).execute();
    await expire(new Date(Date.now() - 1));
    expect(await statusOf(token)).toBe(401);
    await expire(new Date(Date.now() + 60_000));
    await ada.api.call(auth.revokeToken, { params: { id } });
    expect(await statusOf(token)).toBe(401);
    expect((await ada.api.call(auth.listTokens, {})).items).toEqual([]);
  });

  it('does only what its scopes say, and never makes tokens', async () => {
    const ada = await addPerson(server);
    const body = { name: 'Shop' };
    const post = async (token: string, path: string, content: unknown) =>
      (await send(server, { method: 'POST', path, token, body: content })).status;
    const read = await makeToken(ada, ['read']);
    const write = await makeToken(ada, ['write']);
    const all = await makeToken(ada, ['read', 'write', 'admin']);
    expect(await post(read.token, '/api/projects', body)).toBe(403);
    expect(await post(write.token, '/api/projects', body)).toBe(201);
    expect((await send(server, { path: '/api/projects', token: write.token })).status).toBe(403);
    for (const { token } of [write, all])
      expect(await post(token, '/api/auth/tokens', { name: 'more' })).toBe(403);
  });

  it('for one project opens nothing else, not even what its owner may', async () => {
    const ada = await addPerson(server);
    const [one, other] = [await addProject(server, ada), await addProject(server, ada)];
    const { token } = await makeToken(ada, ['read', 'write', 'admin'], one.id);
    const status = async (path: string) => (await send(server, { path: `/api${path}`, token })).status;
    expect(await status(`/projects/${one.id}`)).toBe(200);
    expect(await status(`/projects/${other.id}`)).toBe(404);
    for (const path of ['/auth/tokens', '/auth/sessions', '/users', '/status'])
      expect(await status(path), path).toBe(403);
  });
});
