import { Provider } from '@overmind/contracts/entities/provider';
import {
  deleteProvider,
  getProvider,
  listProviders,
  putProvider,
  putProviderKey,
  updateProvider,
} from '@overmind/contracts/routes/providers';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { addPerson, type Person } from '../test-support/people.ts';
import { startTestServer, type TestServer } from '../test-support/start-test-server.ts';

let server: TestServer;
let admin: Person;
let someone: Person;
beforeAll(async () => {
  server = await startTestServer({ env: { OLLAMA_URL: 'http://10.1.2.3:11434/' } });
  admin = await addPerson(server, { isAdmin: true });
  someone = await addPerson(server);
});
afterAll(() => server.stop());
afterEach(() => expect(server.faults.splice(0)).toEqual([]));

const vllm = { params: { provider: 'vllm' } };
const put = (body: object) =>
  admin.api.call(putProvider, { ...vllm, body: { kind: 'openai_compatible', ...body } });
const address = (base_url: string, is_local = false) => put({ base_url, is_local });

describe('the providers', () => {
  it('are those of every kind that needs no address, before anything was set', async () => {
    const { items } = await admin.api.call(listProviders, {});
    expect(items.map(({ name, is_enabled, version }) => [name, is_enabled, version])).toEqual([
      ...[['ollama', true, 0] as const, ['openrouter', false, 0] as const],
      ...[['anthropic', false, 0] as const, ['openai', false, 0] as const],
    ]);
    expect(items[0]).toMatchObject({
      base_url: 'http://10.1.2.3:11434',
      is_local: true,
      from_environment: true,
    });
    expect(items[3]).toMatchObject({ base_url: 'https://api.openai.com/v1', is_local: false });
    for (const item of items) expect(Provider.parse(item)).toEqual(item);
  });

  it('tell addresses and keys to administrators only', async () => {
    const { items } = await someone.api.call(listProviders, {});
    expect(items.map(({ base_url, key }) => [base_url, key])).toEqual(items.map(() => [null, null]));
    await expect(someone.api.call(getProvider, vllm)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(
      someone.api.call(putProviderKey, { ...vllm, body: { key: 'a-key-of-somebody' } }),
    ).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('a provider', () => {
  it('is added, changed under its version, and removed, each in the audit', async () => {
    const made = await put({ base_url: 'https://models.example.com/v1/', limits: { concurrency: 2 } });
    expect(made).toMatchObject({ base_url: 'https://models.example.com/v1', version: 1, is_enabled: true });
    const patched = await admin.api.call(updateProvider, {
      ...{ ...vllm, ifMatch: 1, body: { is_enabled: false, limits: { tokens_per_min: 5_000 } } },
    });
    expect(patched).toMatchObject({
      ...{ is_enabled: false, version: 2, base_url: made.base_url },
      limits: { concurrency: 2, tokens_per_min: 5_000, requests_per_min: null },
    });
    const stale = [
      admin.api.call(updateProvider, { ...vllm, ifMatch: 1, body: { is_enabled: true } }),
      admin.api.call(putProvider, { ...vllm, ifMatch: 1, body: { kind: 'openai_compatible' } }),
      admin.api.call(deleteProvider, { ...vllm, ifMatch: 1 }),
    ];
    await Promise.all(stale.map((each) => expect(each).rejects.toMatchObject({ code: 'version_mismatch' })));
    await admin.api.call(deleteProvider, vllm);
    const gone = [admin.api.call(getProvider, vllm), admin.api.call(deleteProvider, vllm)];
    await Promise.all(gone.map((each) => expect(each).rejects.toMatchObject({ code: 'not_found' })));
    const audited = await server.core.db
      .selectFrom('audit_log')
      .select(['action', 'detail'])
      .where('action', 'like', 'provider.%')
      .orderBy('id')
      .execute();
    expect(audited.map(({ action }) => action)).toEqual([
      ...['provider.changed', 'provider.changed', 'provider.removed'],
    ]);
  });

  it('has the limits that are given, and no others', async () => {
    for (const limits of [{ concurrency: 0 }, { requests_per_min: 1.5 }, { tokens_per_min: -1 }])
      await expect(put({ base_url: 'https://a.example.com', limits })).rejects.toMatchObject({
        code: 'invalid',
      });
  });

  it('of a kind that is always there keeps its kind, and is as at first when it was removed', async () => {
    const openai = { params: { provider: 'openai' } };
    await expect(
      admin.api.call(putProvider, { ...openai, body: { kind: 'anthropic' } }),
    ).rejects.toMatchObject({ code: 'invalid', errors: [{ pointer: '/kind' }] });
    await admin.api.call(putProvider, { ...openai, body: { kind: 'openai' } });
    await admin.api.call(deleteProvider, openai);
    expect(await admin.api.call(getProvider, openai)).toMatchObject({ version: 0, is_enabled: false });
  });

  it('that the environment names keeps the address it has there', async () => {
    const ollama = { params: { provider: 'ollama' } };
    await expect(
      admin.api.call(updateProvider, { ...ollama, body: { base_url: 'https://evil.example.com' } }),
    ).rejects.toMatchObject({ rule: 'provider.from_environment' });
    const off = await admin.api.call(updateProvider, { ...ollama, body: { is_enabled: false } });
    expect(off).toMatchObject({ is_enabled: false, base_url: 'http://10.1.2.3:11434' });
  });
});

describe('the address of a provider', () => {
  it.each([
    ...['ftp://models.example.com', 'file:///etc/passwd', 'javascript:alert(1)', 'models.example.com', '/v1'],
    ...[
      'https://user@models.example.com',
      'https://user:pass@models.example.com',
      'https://a.example.com?x=1',
    ],
    ...['https://a.example.com#x', 'http://models.example.com', ''],
  ])('is not %j', async (url) => {
    await expect(address(url)).rejects.toMatchObject({ code: 'invalid', errors: [{ pointer: '/base_url' }] });
  });

  it('is needed where the kind has none', async () => {
    await expect(put({})).rejects.toMatchObject({ code: 'invalid', errors: [{ pointer: '/base_url' }] });
  });

  it.each([
    ...['http://127.0.0.1:8000/v1', 'https://10.0.0.7', 'https://192.168.1.2', 'https://172.16.0.1'],
    ...['https://2130706433', 'https://0x7f.1', 'https://017700000001', 'https://[::1]', 'https://[fd00::7]'],
    ...['https://[::ffff:10.0.0.1]', 'https://100.64.0.1', 'https://localhost', 'https://localhost.'],
    ...['https://gpu', 'https://gpu.local', 'https://models.internal', 'https://a.localhost'],
  ])('lies in the own network (%s) only where an administrator says so', async (url) => {
    await expect(address(url)).rejects.toMatchObject({ code: 'invalid', errors: [{ pointer: '/base_url' }] });
    expect(await address(url, true)).toMatchObject({ is_local: true });
    await expect(
      admin.api.call(updateProvider, { ...vllm, body: { is_local: false } }),
    ).rejects.toMatchObject({ code: 'invalid' });
  });

  it('is declared as one that passes nothing on, for the server that stands there and for no other', async () => {
    const declared = { serves_itself: true };
    const near = { base_url: 'http://127.0.0.1:4000/v1', is_local: true };
    expect(await put(near)).toMatchObject({ is_local: true, serves_itself: false });
    expect(await put({ ...near, ...declared })).toMatchObject(declared);
    const patch = (body: object) => admin.api.call(updateProvider, { ...vllm, body });
    expect(await patch({ limits: { concurrency: 3 } })).toMatchObject(declared);
    expect(await patch({ base_url: 'http://127.0.0.1:4000/openai' })).toMatchObject(declared);
    expect(await patch({ base_url: 'http://127.0.0.1:4001/v1' })).toMatchObject({ serves_itself: false });
    expect(await patch(declared)).toMatchObject(declared);
    await expect(put({ base_url: 'https://models.example.com', ...declared })).rejects.toMatchObject({
      ...{ code: 'invalid', errors: [{ pointer: '/serves_itself' }] },
    });
  });

  it.each([
    ...['http://169.254.169.254/latest', 'http://[fd00:ec2::254]', 'http://0.0.0.0', 'http://[::]'],
    ...['http://[::ffff:169.254.169.254]', 'http://[64:ff9b::a9fe:a9fe]', 'http://[fd00:0ec2:0::254]'],
    ...['http://224.0.0.1', 'http://255.255.255.255', 'http://[2002:a00:1::]', 'http://2852039166'],
  ])('is never %s', async (url) => {
    for (const isLocal of [true, false])
      await expect(address(url, isLocal)).rejects.toMatchObject({ code: 'invalid' });
  });
});
