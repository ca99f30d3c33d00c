import { randomUUID } from 'node:crypto';
import { systemCall } from '@overmind/core/call';
import { createUser } from '@overmind/core/identity/users';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { addPerson, password } from '../test-support/people.ts';
import { type Answer, send } from '../test-support/send.ts';
import { startTestServer, type TestServer } from '../test-support/start-test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());
afterEach(() => expect(server.faults.splice(0)).toEqual([]));

const login = (email: string, secret: string, on: TestServer = server): Promise<Answer> =>
  send(on, { method: 'POST', path: '/api/auth/login', body: { email, password: secret } });
const me = (headers: Record<string, string>, on: TestServer = server): Promise<Answer> =>
  send(on, { path: '/api/auth/me', headers });
const cookieOf = (answer: Answer): string => answer.headers['set-cookie']?.[0] ?? '';
const failuresOf = (email: string) =>
  server.core.db.selectFrom('login_failures').select('guess_id').where('account', '=', email).execute();
const anonymous = ({ status, json }: Answer) => ({ status, body: { ...json, instance: '' } });

describe('signing in', () => {
  it('answers a token, its end and the user, and sets the cookie', async () => {
    const ada = await addPerson(server, { name: 'ada' });
    const answer = await login(` ${ada.email.toUpperCase()} `, password);
    expect(answer.status).toBe(200);
    expect(answer.json).toEqual({
      token: expect.stringMatching(/^oms_[\w-]{43}$/),
      expires_at: expect.stringMatching(/Z$/),
      user: { id: ada.id, email: ada.email, is_admin: false, display_name: 'ada' },
    });
    const lifeMs = Date.parse(answer.json.expires_at) - Date.now();
    expect(Math.round(lifeMs / 86_400_000)).toBe(7);
    const [pair, ...flags] = cookieOf(answer).split('; ');
    expect(pair).toBe(`overmind_session=${answer.json.token}`);
    expect(flags.filter((flag) => !flag.startsWith('Expires')).sort()).toEqual([
      'HttpOnly',
      'Path=/',
      'SameSite=Lax',
    ]);
  });

  it('gives a new session each time, whose token works as a bearer and in the cookie', async () => {
    const { email } = await addPerson(server);
    const one = (await login(email, password)).json.token;
    const two = (await login(email, password)).json.token;
    expect(one).not.toBe(two);
    for (const token of [one, two]) {
      expect((await me({ authorization: `Bearer ${token}` })).json.user.email).toBe(email);
      expect((await me({ authorization: `bearer ${token}` })).status).toBe(200);
      expect((await me({ cookie: `theme=dark; overmind_session=${token}; x=y` })).status).toBe(200);
    }
    expect((await me({ cookie: `__Host-overmind_session=${one}` })).status).toBe(401);
    expect((await send(server, { path: `/api/auth/me?token=${one}` })).status).toBe(401);
  });

  it('says the same of a wrong user, a wrong password and a user who was deactivated', async () => {
    const ada = await addPerson(server);
    const gone = await addPerson(server);
    await server.core.db.updateTable('users').set({ is_active: false }).where('id', '=', gone.id).execute();
    const answers = [
      await login('nobody@example.com', password),
      await login(ada.email, 'a wrong password 1'),
      await login(ada.email, ''),
      await login('', ''),
      await login(gone.email, password),
    ];
    expect(new Set(answers.map((answer) => JSON.stringify(anonymous(answer)))).size).toBe(1);
    expect(answers[0]?.status).toBe(401);
    expect(answers.flatMap((answer) => answer.headers['set-cookie'] ?? [])).toEqual([]);
  });

  it('does the same work for a user who does not exist: one password is verified', async () => {
    const { email } = await addPerson(server);
    const verified = vi.spyOn(server.core.hasher, 'verify');
    onTestFinished(() => verified.mockRestore());
    await login(email, 'a wrong password 2');
    await login('not-there@example.com', 'a wrong password 2');
    const stored = expect.stringMatching(/^\$argon2id\$/);
    expect(verified.mock.calls).toEqual([
      [stored, 'a wrong password 2'],
      [null, 'a wrong password 2'],
    ]);
  });

  it('is guarded by a secure __Host- cookie behind TLS', async () => {
    const secure = await startTestServer({ env: { PUBLIC_URL: 'https://overmind.test' } });
    try {
      const { email } = await addPerson(secure);
      const answer = await login(email, password, secure);
      expect(cookieOf(answer)).toMatch(
        /^__Host-overmind_session=oms_.*; Path=\/; .*HttpOnly; Secure; SameSite=Lax$/,
      );
      expect(answer.headers['strict-transport-security']).toBeDefined();
      expect((await me({ cookie: `__Host-overmind_session=${answer.json.token}` }, secure)).status).toBe(200);
      expect((await me({ cookie: `overmind_session=${answer.json.token}` }, secure)).status).toBe(401);
    } finally {
      await secure.stop();
    }
  });
});

describe('guessing a password', () => {
  it('is stopped after ten failures, with the time to wait, and only for that account', async () => {
    const { email } = await addPerson(server);
    const other = await addPerson(server);
    for (let count = 0; count < 10; count += 1)
      expect((await login(email, `wrong ${count}`)).status).toBe(401);
    const answer = await login(email, password);
    expect([answer.status, answer.problem.code]).toEqual([429, 'rate_limited']);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect((await login(email.toUpperCase(), password)).status).toBe(429);
    expect((await login(other.email, password)).status).toBe(200);
  });

  it('is stopped for names that nobody has, in the same way', async () => {
    for (let count = 0; count < 10; count += 1) await login('ghost@example.com', 'wrong');
    expect((await login('ghost@example.com', 'wrong')).status).toBe(429);
  });

  it('is stopped when the guesses come all at once', async () => {
    const { email } = await addPerson(server);
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) => login(email, `wrong ${index}`)),
    );
    const judged = answers.filter((answer) => answer.status === 401).length;
    expect(judged).toBe(10);
    expect((await login(email, password)).status).toBe(429);
  });

  it('is not what people do who sign in to one account all at once', async () => {
    const { email } = await addPerson(server);
    for (let count = 0; count < 9; count += 1) expect((await login(email, 'wrong')).status).toBe(401);
    const answers = await Promise.all(Array.from({ length: 15 }, () => login(email, password)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(await failuresOf(email)).toEqual([]);
  });

  it('is worth no more where one that is right comes among many at once', async () => {
    const { email } = await addPerson(server);
    const guesses = Array.from({ length: 30 }, (_, index) => (index === 5 ? password : `wrong ${index}`));
    const answers = await Promise.all(guesses.map((guess) => login(email, guess)));
    const failed = answers.filter(({ status }) => status === 401).length;
    // Up to nine before the right one, and ten since.
    expect(failed).toBeGreaterThanOrEqual(10);
    expect(failed).toBeLessThanOrEqual(19);
    expect(await failuresOf(email)).toHaveLength(10);
    expect((await login(email, password)).status).toBe(429);
  });

  it('counts what nobody lived to judge', async () => {
    const { email } = await addPerson(server);
    const guesser = { account: email, address: '127.0.0.1' };
    const longAgo = new Date(Date.now() - 121_000);
    for (let count = 0; count < 10; count += 1)
      await server.core.db
        .insertInto('login_failures')
        .values({ ...guesser, guess_id: randomUUID(), created_at: longAgo })
        .execute();
    expect((await login(email, password)).status).toBe(429);
  });

  it('starts afresh after a success, and when the window is over', async () => {
    const { email } = await addPerson(server);
    for (let count = 0; count < 9; count += 1) await login(email, 'wrong');
    expect((await login(email, password)).status).toBe(200);
    for (let count = 0; count < 10; count += 1) await login(email, 'wrong');
    expect((await login(email, password)).status).toBe(429);
    const past = new Date(Date.now() - 15 * 60_000 - 1_000);
    await server.core.db
      .updateTable('login_failures')
      .set({ created_at: past })
      .where('account', '=', email)
      .execute();
    expect((await login(email, password)).status).toBe(200);
  });
});

describe('a password', () => {
  const create = (secret: string) =>
    createUser(server.core, systemCall, {
      email: `${Math.random()}@example.com`,
      password: secret,
      is_admin: false,
    });

  it('that is common or too short is refused, with a reason', async () => {
    const admin = await addPerson(server, { isAdmin: true });
    for (const secret of ['password', 'short', 'Password1', '12345678', 'qwertyuiop']) {
      const body = { email: 'new@example.com', password: secret };
      const answer = await send(server, { method: 'POST', path: '/api/users', token: admin.token, body });
      expect([answer.status, answer.problem.errors?.[0]?.pointer], secret).toEqual([422, '/password']);
    }
  });

  it('is stored only as argon2id, and a token only as its hash', async () => {
    await create('quite a long secret 3');
    const hashes = await server.core.db.selectFrom('users').select('password_hash').execute();
    for (const { password_hash: hash } of hashes)
      expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    const { email } = await addPerson(server);
    const { token } = (await login(email, password)).json;
    const tables = await server.core.db.selectFrom('sessions').selectAll().execute();
    expect(JSON.stringify(tables)).not.toContain(token);
  });
});
