import { z } from 'zod';
import { Uuid } from '../entities/primitives.ts';
import type { Role, Scope } from '../entities/user.ts';

/** The entity whose id stands in `:id`; it decides which project a caller needs a role in. */
export type ProjectEntity =
  | 'project'
  | 'agent'
  | 'task'
  | 'run'
  | 'conversation'
  | 'message'
  | 'cycle'
  | 'artifact'
  | 'merge'
  | 'comment'
  | 'recording'
  | 'correction'
  | 'discussion'
  | 'spec';

/** Who may call. A caller without the role in that project is told the same as for an unknown id. */
export type Policy =
  | { kind: 'public' }
  | {
      kind: 'signed_in';
      /** A token of one project may call it too: it tells nothing of other projects. */
      isForProjectTokens?: true;
    }
  | { kind: 'admin' }
  | {
      kind: 'project';
      role: Role;
      of: ProjectEntity;
      /** A coding agent may call it too, with the token of its run: for its own run, task or project, no others. */
      isForAgents?: true;
    }
  | { kind: 'runner' };

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
export type Schema = z.ZodType;

export interface Route<
  P extends Schema = Schema,
  Q extends Schema = Schema,
  B extends Schema = Schema,
  R extends Schema = Schema,
> {
  /** `noun.verb`; the operation id of OpenAPI. */
  readonly id: string;
  readonly method: Method;
  /** Under `/api`, with `:name` parameters. */
  readonly path: string;
  readonly summary: string;
  readonly policy: Policy;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly response: R;
  readonly status: number;
  /** A token needs this scope; `read` for GET, else `write`, unless stated. */
  readonly scope: Scope;
  /** `json` unless the body is a stream of bytes, or a form whose field `file` is one. */
  readonly bodyKind: 'json' | 'bytes' | 'multipart';
  readonly responseKind: 'json' | 'bytes' | 'none';
  /** Largest body in bytes. */
  readonly bodyLimit: number;
}

export type AnyRoute = Route;
export type ParamsOf<T extends AnyRoute> = z.output<T['params']>;
export type QueryOf<T extends AnyRoute> = z.output<T['query']>;
export type BodyOf<T extends AnyRoute> = z.output<T['body']>;
export type ReplyOf<T extends AnyRoute> = z.input<T['response']>;

export const NoParams = z.strictObject({});
export const IdParams = z.strictObject({ id: Uuid });
export const Nothing = z.undefined();
export const Empty = z.strictObject({});

interface Declaration<P extends Schema, Q extends Schema, B extends Schema, R extends Schema> {
  id: string;
  method: Method;
  path: string;
  summary: string;
  policy: Policy;
  params?: P;
  query?: Q;
  body?: B;
  response?: R;
  status?: number;
  scope?: Scope;
  bodyKind?: 'json' | 'bytes' | 'multipart';
  responseKind?: 'json' | 'bytes' | 'none';
  bodyLimit?: number;
}

export const defaultBodyLimit = 1024 * 1024;

/** Declares a route once; validation, types, client, OpenAPI and the policy check all read this. */
export function defineRoute<
  P extends Schema = typeof NoParams,
  Q extends Schema = typeof Empty,
  B extends Schema = typeof Nothing,
  R extends Schema = typeof Nothing,
>(declaration: Declaration<P, Q, B, R>): Route<P, Q, B, R> {
  return {
    scope: declaration.method === 'GET' ? 'read' : 'write',
    bodyKind: 'json',
    bodyLimit: defaultBodyLimit,
    status: declaration.response === undefined && declaration.responseKind === undefined ? 204 : 200,
    responseKind: declaration.response === undefined ? 'none' : 'json',
    ...declaration,
    params: declaration.params ?? (NoParams as unknown as P),
    query: declaration.query ?? (Empty as unknown as Q),
    body: declaration.body ?? (Nothing as unknown as B),
    response: declaration.response ?? (Nothing as unknown as R),
  };
}

export const ofProject = (role: Role, of: ProjectEntity = 'project'): Policy => ({
  kind: 'project',
  role,
  of,
});

/** Also for the coding agent of a run that the entity is of. */
export const alsoForAgents = (role: Role, of: 'project' | 'task' | 'run'): Policy => ({
  kind: 'project',
  role,
  of,
  isForAgents: true,
});
