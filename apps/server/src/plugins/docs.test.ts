import { publishedSchemas } from '@overmind/contracts/publish/entities';
import { allRoutes } from '@overmind/contracts/routes/all';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, send } from '../test-support/send.ts';
import { startTestServer, type TestServer } from '../test-support/start-test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());
const get = (path: string): Promise<Answer> => send(server, { path });

interface Parameter {
  name: string;
  in: string;
  required: boolean;
  schema: object;
}
interface Operation {
  operationId: string;
  parameters: Parameter[];
  requestBody?: object;
  responses: Record<string, { description: string }>;
}

/** Every `$ref` in a document. */
function refsOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) =>
    key === '$ref' && typeof child === 'string' ? [child] : refsOf(child),
  );
}

const resolves = (document: unknown, ref: string): boolean => {
  let at: unknown = document;
  for (const key of ref.slice(2).split('/')) at = (at as Record<string, unknown> | undefined)?.[key];
  return ref.startsWith('#/') && at !== undefined;
};

describe('the OpenAPI document', () => {
  it('describes every route, and nothing else', async () => {
    const { json } = await get('/api/openapi.json');
    expect(json.openapi).toBe('3.1.0');
    expect(json.info).toMatchObject({ title: 'OvermindOps', version: expect.any(String) });
    const documented = Object.entries<Record<string, Operation>>(json.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(
        ([method, operation]) => `${operation.operationId} ${method.toUpperCase()} ${path}`,
      ),
    );
    const declared = allRoutes.map(
      (route) => `${route.id} ${route.method} ${route.path.replace(/:(\w+)/g, '{$1}')}`,
    );
    expect(documented.sort()).toEqual(declared.sort());
  });

  it('is well formed: parameters fit their paths, references lead somewhere, every answer is described', async () => {
    const { json } = await get('/api/openapi.json');
    for (const [path, methods] of Object.entries<Record<string, Operation>>(json.paths)) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
      for (const { operationId, parameters, responses } of Object.values(methods)) {
        const named = parameters.filter((each) => each.in === 'path');
        expect(named.map((each) => each.name).sort(), operationId).toEqual(inPath);
        expect(named.every((each) => each.required)).toBe(true);
        expect(Object.keys(responses)).toContain('default');
        expect(Object.values(responses).every((each) => each.description !== '')).toBe(true);
      }
    }
    const ids = Object.values<Record<string, Operation>>(json.paths).flatMap((each) =>
      Object.values(each).map((one) => one.operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
    const local = refsOf(json).filter((ref) => !resolves(json, ref));
    expect(local).toEqual([]);
  });
});

describe('the schemas', () => {
  it.each(Object.keys(publishedSchemas))('of %s is served', async (name) => {
    const { status, json } = await get(`/api/schemas/${name}`);
    expect([status, json.$id, json.title]).toEqual([200, `/api/schemas/${name}`, name]);
    expect(json.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
  });

  it.each(['Nothing', 'task', 'constructor', '__proto__', 'toString'])('of %s do not exist', async (name) => {
    expect((await get(`/api/schemas/${name}`)).status).toBe(404);
  });
});

describe('the documentation', () => {
  it('is a page whose own scripts and styles it may load', async () => {
    const first = await get('/api/docs');
    const page = first.status === 200 ? first : await get('/api/docs/');
    expect(page.status).toBe(200);
    expect(page.headers['content-type']).toMatch(/^text\/html/);
    const csp = String(page.headers['content-security-policy']);
    expect(csp).toMatch(/script-src [^;]*'self'/);
    expect(csp).not.toMatch(/script-src [^;]*unsafe-/);
    const files = [...page.text.matchAll(/(?:src|href)="\.?\/?([^"]+\.(?:js|css))"/g)].map(
      (match) => match[1] ?? '',
    );
    expect(files.length).toBeGreaterThan(2);
    for (const file of files) {
      const path = file.startsWith('api/') ? `/${file}` : `/api/docs/${file.replace(/^\.?\//, '')}`;
      expect((await get(path)).status, path).toBe(200);
    }
    expect((await get('/api/docs/json')).json.openapi).toBe('3.1.0');
    expect((await get('/api/docs/yaml')).text).toMatch(/^openapi: 3\.1\.0$/m);
  });

  it('serves no file of ours', async () => {
    for (const path of [
      '/api/docs/static/../../package.json',
      '/api/docs/static/%2e%2e/%2e%2e/package.json',
      '/api/docs/static/..%2f..%2fpackage.json',
    ])
      expect((await get(path)).status, path).toBeOneOf([400, 403, 404]);
  });
});

describe('safe headers', () => {
  it.each(['/api/health', '/api/tasks/x', '/api/nothing', '/', '/api/docs/json'])(
    'are on %s',
    async (path) => {
      const { headers } = await get(path);
      expect(headers).toMatchObject({
        ...{
          'x-content-type-options': 'nosniff',
          'referrer-policy': 'no-referrer',
          'x-frame-options': 'DENY',
        },
        'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
        ...{ 'x-request-id': expect.any(String), 'permissions-policy': expect.stringContaining('camera=()') },
      });
      expect(headers['x-powered-by']).toBeUndefined();
      expect(headers['access-control-allow-origin']).toBeUndefined();
    },
  );
});
