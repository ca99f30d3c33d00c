import { describe, expect, it, test } from 'vitest';
import { errorCodes } from '../errors.ts';
import { allRoutes } from '../routes/all.ts';
import { publishedSchemas } from './entities.ts';
import { findPublishedSchema, toJsonSchema } from './json-schema.ts';
import { openApiDocument } from './openapi.ts';

type Json = Record<string, unknown>;

describe('a published schema', () => {
  it.each(Object.keys(publishedSchemas))('%s is JSON Schema under its own address', (name) => {
    const schema = findPublishedSchema(name);
    expect(schema).toMatchObject({
      ...{ $id: `/api/schemas/${name}`, title: name },
      $schema: 'https://json-schema.org/draft/2020-12/schema',
    });
    expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
  });

  it.each(['task', 'Nothing', 'constructor', '__proto__', ''])('"%s" is none', (name) => {
    expect(findPublishedSchema(name)).toBeNull();
  });

  it('says of input which fields may be left out', () => {
    const input = toJsonSchema(publishedSchemas.Command, 'input');
    expect(input['required']).toEqual(['name', 'run']);
    expect(toJsonSchema(publishedSchemas.Command, 'output')['required']).toContain('timeout_s');
  });
});

describe('the OpenAPI document', () => {
  const document = openApiDocument('1.2.3');
  const paths = document['paths'] as Record<string, Record<string, Json>>;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );

  test('has each route once', () => {
    expect(operations.map(({ operation }) => operation['operationId']).sort()).toEqual(
      allRoutes.map((route) => route.id).sort(),
    );
    expect(document).toMatchObject({ openapi: '3.1.0', info: { version: '1.2.3' } });
  });

  test('names the parameters that stand in each path, and a body where one is needed', () => {
    for (const { path, operation } of operations) {
      const parameters = operation['parameters'] as { name: string; in: string; required: boolean }[];
      const inPath = parameters.filter((each) => each.in === 'path');
      expect(inPath.map((each) => each.name).sort()).toEqual(
        [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort(),
      );
      expect(inPath.every((each) => each.required)).toBe(true);
    }
    expect(paths['/projects/{id}/tasks']?.['post']).toMatchObject({ requestBody: { required: true } });
    expect(paths['/tasks/{id}/cancel']?.['post']).toMatchObject({ requestBody: { required: false } });
    expect(paths['/tasks/{id}/run']?.['post']).not.toHaveProperty('requestBody');
  });

  test('refers only to what it holds', () => {
    const text = JSON.stringify(document);
    for (const [, name = ''] of text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g))
      expect(document).toHaveProperty(['components', 'schemas', name]);
  });

  test('answers every failure with a problem', () => {
    for (const { operation } of operations)
      expect(operation).toHaveProperty(['responses', 'default', 'content', 'application/problem+json']);
    for (const { status, title } of Object.values(errorCodes)) {
      expect(status).toBeGreaterThanOrEqual(400);
      expect(title).not.toBe('');
    }
  });
});
