import { z } from 'zod';
import { Problem } from '../errors.ts';
import { allRoutes } from '../routes/all.ts';
import type { AnyRoute, Policy } from '../routes/route.ts';
import { publishedSchemas } from './entities.ts';
import { type JsonSchema, toJsonSchema } from './json-schema.ts';

function describePolicy(policy: Policy): string {
  switch (policy.kind) {
    case 'public':
      return 'Anyone.';
    case 'signed_in':
      return `Anyone signed in${policy.isForProjectTokens ? ', by a token of one project too' : ''}.`;
    case 'admin':
      return 'Administrators of the installation.';
    case 'runner':
      return 'A runner, with its own token, for its own runs.';
    case 'project':
      return (
        `Role \`${policy.role}\` or above in the project` +
        (policy.isForAgents ? ', or the coding agent of a run, for what is its own.' : '.')
      );
  }
}

function parametersOf(route: AnyRoute): JsonSchema[] {
  const from = (schema: z.ZodType, where: 'path' | 'query') => {
    const json = toJsonSchema(schema, 'input');
    const required = new Set(Array.isArray(json['required']) ? json['required'] : []);
    return Object.entries((json['properties'] ?? {}) as Record<string, JsonSchema>).map(([name, schema]) => ({
      name,
      in: where,
      required: where === 'path' || required.has(name),
      schema,
    }));
  };
  return [...from(route.params, 'path'), ...from(route.query, 'query')];
}

function responseOf(route: AnyRoute): JsonSchema {
  switch (route.responseKind) {
    case 'none':
      return { description: 'Done.' };
    case 'bytes':
      return { description: 'The bytes.', content: { 'application/octet-stream': {} } };
    case 'json':
      return {
        description: 'Success.',
        content: { 'application/json': { schema: toJsonSchema(route.response, 'output') } },
      };
  }
}

const fileForm = {
  required: true,
  content: {
    'multipart/form-data': {
      schema: {
        type: 'object',
        required: ['file'],
        properties: { title: { type: 'string' }, file: { type: 'string', format: 'binary' } },
      },
    },
  },
};

function requestBodyOf(route: AnyRoute): JsonSchema {
  if (route.bodyKind === 'multipart') return { requestBody: fileForm };
  if (route.bodyKind === 'bytes')
    return { requestBody: { required: true, content: { 'application/octet-stream': {} } } };
  if (route.body instanceof z.ZodUndefined) return {};
  const schema = toJsonSchema(route.body, 'input');
  return {
    requestBody: {
      required: !route.body.safeParse(undefined).success,
      content: { 'application/json': { schema } },
    },
  };
}

function operationOf(route: AnyRoute): JsonSchema {
  return {
    operationId: route.id,
    summary: route.summary,
    description: describePolicy(route.policy),
    tags: [route.id.split('.')[0]],
    ...(route.policy.kind === 'public' ? { security: [] } : {}),
    parameters: parametersOf(route),
    ...requestBodyOf(route),
    responses: {
      [String(route.status)]: responseOf(route),
      default: {
        description: 'A problem (RFC 9457).',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

/** The whole API as an OpenAPI 3.1 document, made from the route declarations. */
export function openApiDocument(version: string): JsonSchema {
  const paths: Record<string, JsonSchema> = {};
  for (const route of allRoutes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) };
  }
  const schemas = Object.fromEntries(
    Object.entries({ ...publishedSchemas, Problem }).map(([name, schema]) => [
      name,
      toJsonSchema(schema, 'output'),
    ]),
  );
  return {
    openapi: '3.1.0',
    info: { title: 'OvermindOps', version, license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: '/api' }],
    security: [{ session: [] }, { token: [] }],
    paths,
    components: {
      schemas,
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'overmind_session' },
        token: { type: 'http', scheme: 'bearer' },
      },
    },
  };
}
