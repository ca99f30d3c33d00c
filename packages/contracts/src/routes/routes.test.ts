import { describe, expect, it, test } from 'vitest';
import { z } from 'zod';
import { allRoutes } from './all.ts';
import type { AnyRoute } from './route.ts';

const pathParams = (route: AnyRoute) => [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => name);
const shapeOf = (schema: z.ZodType): string[] =>
  schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
/** The schemas that a value may fit: those of a union, else the schema itself. */
const membersOf = (schema: z.ZodType): z.ZodType[] =>
  schema instanceof z.ZodUnion
    ? schema.options.flatMap((member) => membersOf(member as z.ZodType))
    : [schema];
/** They only work something out from a body. */
const changesNothing = new Set([
  'models.route',
  'orchestrator.preview',
  'prompts.render',
  'requests.understand',
  'speech.speak',
]);
const named: [string, AnyRoute][] = allRoutes.map((route) => [route.id, route]);

test('every route has an id, and a method on a path, of its own', () => {
  const ids = allRoutes.map((route) => route.id);
  expect(new Set(ids).size).toBe(ids.length);
  const places = allRoutes.map((route) => `${route.method} ${route.path.replace(/:\w+/g, ':')}`);
  expect(new Set(places).size).toBe(places.length);
  expect(ids.length).toBeGreaterThan(50);
});

describe.each(named)('%s', (_id, route) => {
  it('declares just the parameters of its path', () => {
    expect(shapeOf(route.params).sort()).toEqual(pathParams(route).sort());
  });

  it('takes no query and no field that it does not know', () => {
    const unknown = { surely_unknown: '1' };
    const extra = (schema: z.ZodType) =>
      membersOf(schema).every((member) =>
        member.safeParse(unknown).error?.issues.some((issue) => issue.code === 'unrecognized_keys'),
      );
    expect(extra(route.query)).toBe(true);
    expect(extra(route.params)).toBe(true);
    if (route.bodyKind !== 'json' || route.body instanceof z.ZodUndefined) return;
    expect(extra(route.body)).toBe(true);
  });

  it('names a summary, a path under the API, and an id by noun and verb', () => {
    expect(route.summary).toMatch(/^[A-Z].*[^.]$/);
    expect(route.path).toMatch(/^(\/(:?[\w.-]+))+$/);
    expect(route.id).toMatch(/^[a-z_]+(\.[a-z_]+)+$/);
  });

  it('changes nothing when it is read, and needs the scope for what it does', () => {
    if (route.method === 'GET') {
      expect(route.body).toBeInstanceOf(z.ZodUndefined);
      expect(route.scope).toBe('read');
    } else expect(route.scope === 'read').toBe(changesNothing.has(route.id));
  });

  it('that belongs to a project is found by an id in its path', () => {
    if (route.policy.kind === 'project') expect(pathParams(route)).toContain('id');
  });
});
